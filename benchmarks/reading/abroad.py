"""Answers in other languages, word by word into the English that the reader knows; what is no label stays as it is.

Only names of labels and the small words that change what is said of them ("nicht", "或", "peut-être") are replaced.
"""

import re
from functools import cache
from string import ascii_uppercase

from .abroad_feelings import FEELINGS, PLACES
from .abroad_looks import ACTIONS, LOOKS

_BEHIND = "\x03"
"""Stands for a "not" that comes behind what it negates."""

_SMALL: dict[str, str] = {
    "not": "不是 并非 並非 不 不像 不算 nicht pas não не ~non",
    "no": "没有 沒有 无 無 kein keine keinen keiner keinem nein aucun aucune нет ~não",
    "neither": "weder 既不是 既不 既非",
    "nor": "ni né nem ни 也不是 也不 也没有 也沒有 ~noch",
    "rather than": "而不是 而非 plutôt_que anstatt statt más_bien_que em_vez_de invece_di en_lugar_de а_не вместо",
    "but": "但 但是 不过 而是 しかし だが 하지만 그러나 sondern aber sino pero mais ~mas ~ma но ~а",
    "or": "或 或者 或是 还是 還是 または もしくは あるいは 또는 혹은 이나 oder ou или ~o",
    "and": "和 与 與 以及 及 そして および 그리고 및 und ~et ~y ~e и",
    "maybe": (
        "可能 也许 也許 或许 或許 大概 疑似 かもしれ おそらく 多分 たぶん 아마 일_수도 것_같 vielleicht "
        "möglicherweise eventuell wahrscheinlich vermutlich quizás quizá tal_vez posiblemente probablemente "
        "peut-être sans_doute probablement possiblement talvez provavelmente possivelmente forse "
        "probabilmente возможно "
        "вероятно может_быть наверное похоже_на"
    ),
    "not sure": (
        "不确定 不確定 难以判断 難以判斷 无法判断 無法判斷 无法确定 無法確定 说不清 看不清 不清楚 不知道 "
        "不好说 分からな わからな 判断できな 確かでは 모르겠 확실하지_않 알_수_없 판단하기_어렵 nicht_sicher "
        "unklar unsicher no_estoy_seguro no_estoy_segura no_sé pas_sûr pas_sûre je_ne_sais_pas não_sei "
        "não_tenho_certeza non_sono_sicuro non_so не_уверен не_уверена не_знаю трудно_сказать"
    ),
    "without": "ohne senza sem без ~sin sans",
    "only": "只有 仅 僅 だけ のみ ~nur solo solamente seulement somente soltanto только",
    "none": (
        "以上都不是 都不是 都没有 都沒有 一个都没有 皆无 なし 없음 keine_davon keines keiner_davon ninguno "
        "ninguna aucun_de_ces nenhum nenhuma nessuno nessuna ничего_из"
    ),
    "is ruled out": (
        "est_exclu est_exclue est_écarté est_écartée sont_exclus sont_exclues ist_ausgeschlossen sind_ausgeschlossen "
        "está_descartado está_descartada queda_descartado queda_descartada está_excluído está_excluída "
        "está_descartada è_escluso è_esclusa исключен исключена исключено исключён"
    ),
    "also": "也 还 還 また 또한 auch también aussi também anche также",
    "": (
        "不仅 不僅 不但 不只 nicht_nur no_solo no_sólo não_só non_solo не_только 而且 并且 並且 sondern_auch "
        "sino_también mais_aussi mas_também ma_anche но_и 项 項 sin_duda sin_duda_alguna sans_aucun_doute "
        "ohne_zweifel zweifellos senza_dubbio sem_dúvida без_сомнения "
        "毫无疑问 毫無疑問 無疑 出现 出現 以上 上述 一种 一種 情绪 情緒 感情 表情"
    ),
    "final answer:": (
        "最终答案 最終答案 最终结论 最后答案 最終的な答え 최종_답 endgültige_antwort respuesta_final "
        "réponse_finale resposta_final risposta_finale окончательный_ответ итог итоговый_ответ"
    ),
    "answer:": "答案 答案是 答案为 答案為 答え 回答 정답 답변 답 antwort respuesta réponse resposta risposta ответ",
    "therefore": (
        "因此 所以 综上所述 綜上所述 综上 綜上 总之 總之 よって したがって 따라서 그러므로 daher deshalb "
        "somit ~fazit por_lo_tanto en_conclusión donc ainsi en_conclusion portanto por_isso em_conclusão "
        "quindi pertanto in_conclusione поэтому следовательно таким_образом"
    ),
    "option": "选 選 选择 选项 選項 選択肢 選擇 选择 보기 opción opção opzione вариант",
    "all of the above": "以上全部 以上都是 以上皆是 全部都有 すべて該当 모두_해당",
    "is": "~es ~ist ~est ~è ~é это",
    "action units": "动作单元 動作單元 アクションユニット 액션_유닛",
    "rest": "其余 其餘",
    _BEHIND: (
        "ではない ではなく じゃない じゃなく ではありません ではなかった がない 가_아니 이_아니 은_아니 "
        "는_아니 아니라 아니고 아니다 아닙니다 아닌 "
        "않다 않는 않습니다 않아 않은 않고 않음 くない くなく くありません いない いません 가_없 이_없 은_없 "
        "는_없 없다 없습니다 없고"
    ),
}
"""Small words; those with ``~`` are English words too, or stand for others: they count beside a sure one only."""

_YES_OR_NO = {
    "是": "yes",
    "有": "yes",
    "否": "no",
    "不是": "no",
    "是的": "yes",
    "不": "no",
    "无": "no",
    "無": "no",
    "はい": "yes",
    "いいえ": "no",
    "예": "yes",
    "네": "yes",
}
_YES_OR_NO |= {
    "아니오": "no",
    "아니요": "no",
    "ja": "yes",
    "nein": "no",
    "sí": "yes",
    "oui": "yes",
    "non": "no",
    "sim": "yes",
}
_YES_OR_NO |= {"não": "no", "sì": "yes", "да": "yes", "нет": "no", "相同": "yes"}

_BESIDE_DIGITS = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])(?=[A-Z0-9])|"
    r"(?<=[0-9])(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}")
_TWICE = re.compile(r":\s*:\s*")
_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ANSWERS = re.compile(
    r"(?:(?<=\A)|(?<=[:|=-]))(\s*)(" + "|".join(sorted(_YES_OR_NO, key=len, reverse=True)) + r")(?=\s*(?:[,;.|\n]|\Z))",
    re.I,
)
_NEGATED_BEHIND = re.compile(r"\x01([^\x01\x02]*)\x02\s?[^\s\x01\x02]{0,2}\s?\s?\x01\x03\x02")
_MARKS = re.compile(r"[\x01-\x03]")
_SHORTEST_STEM = 4


class _Glossary:
    """Foreign words to English ones: words of spaced scripts, and runs of Chinese and the like."""

    def __init__(self, table: dict[str, str]) -> None:
        self.runs: dict[str, str] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        self.stems: dict[str, str] = {}
        for english, names in table.items():
            for name in names.split():
                self._add(name, english)
        for known in self.phrases.values():
            known.sort(key=lambda phrase: -len(phrase[0]))
        self.longest = max(map(len, self.runs))

    def _add(self, name: str, english: str) -> None:
        if _CJK.search(name):
            self.runs[name.replace("_", "").replace("的", "")] = english
            return
        sure, plain = not name.startswith("~"), name.lstrip("~")
        if plain.endswith("*") and "_" not in plain:
            self.stems[plain[:-1]] = english
            return
        words = tuple(_WORD.findall(plain.replace("_", " ")))
        self.phrases.setdefault(words[0], []).append((words, sure, english))

    def read_run(self, match: re.Match[str]) -> str:
        """A run of letters without spaces, longest names first."""
        run, parts, place = match[0], [], 0
        while place < len(run):
            for length in range(min(self.longest, len(run) - place), 0, -1):
                english = self.runs.get(run[place : place + length])
                if english is not None:
                    parts.append(f" \x01{english}\x02 ")
                    place += length
                    break
            else:
                parts.append(run[place])
                place += 1
        return "".join(parts)

    def at(self, words: list[str], place: int, *, company: bool) -> tuple[int, str] | None:
        """How many words from a place on stand for what."""
        word = words[place]
        for phrase, sure, english in self.phrases.get(word, ()):
            if (sure or company) and tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase), english
        for length in range(_SHORTEST_STEM, len(word) + 1):
            if word[:length] in self.stems:
                return 1, self.stems[word[:length]]
        return None


@cache
def _glossary(*, places: bool) -> _Glossary:
    return _Glossary({**_SMALL, **PLACES} if places else {**_SMALL, **FEELINGS, **LOOKS, **ACTIONS})


def in_english(text: str, *, places: bool = False) -> str:
    """The text with foreign names of labels, and the small words around them, in English.

    Args:
        text: an answer.
        places: True where the options are poses or identities: the same words mean other things there.

    >>> " ".join(in_english("她不是悲伤，而是愤怒").split())
    '她 not sadness ， but anger'
    >>> " ".join(in_english("nicht wütend, sondern traurig").split())
    'not anger, but sadness'
    """
    glossary = _glossary(places=places)
    asked = text
    if not text.isascii():
        text = text.replace("、", ", ").replace("。", ". ").replace("的", "")
        text = _BESIDE_DIGITS.sub(" ", text)
        text = _ANSWERS.sub(lambda found: f"{found[1]} {_YES_OR_NO[found[2].lower()]} ", text)
        runs = _CJK.sub(glossary.read_run, text)
        text = _MARKS.sub(" ", _NEGATED_BEHIND.sub(r" not \1 but ", runs))
    found = list(_WORD.finditer(text))
    words = [
        match[0] if match[0] in ascii_uppercase else match[0].lower() for match in found
    ]  # "E" is a letter, "e" is "and"
    sure = _matches(glossary, words, company=False)
    foreign = bool(sure) or _CJK.search(asked) is not None
    matches = _matches(glossary, words, company=True) if foreign else sure
    parts, end = [], 0
    for first, count, english in matches:
        parts += [text[end : found[first].start()], english]
        end = found[first + count - 1].end()
    english = _TWICE.sub(": ", "".join(parts) + text[end:])
    return _SPACES.sub(" ", english) if foreign else english


def _matches(glossary: _Glossary, words: list[str], *, company: bool) -> list[tuple[int, int, str]]:
    matches, place = [], 0
    while place < len(words):
        match = glossary.at(words, place, company=company)
        if match is not None:
            matches.append((place, *match))
        place += match[0] if match else 1
    return matches
