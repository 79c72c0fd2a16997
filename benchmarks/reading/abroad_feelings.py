"""What feelings, degrees, poses and identity are called in nine other languages: English phrase to words.

Chinese, German, Spanish, French, Japanese, Korean, Portuguese, Italian and Russian. ``_`` stands for a space, ``*``
for any ending, ``~`` for a word that is an English one too. Dictionary facts; the emotion names of Chinese are those of
MAFW, MER and CH-SIMS, whose annotators read them.
"""

FEELINGS: dict[str, str] = {
    "anger": (
        "愤怒 憤怒 生气 生氣 恼怒 惱怒 恼火 惱火 气愤 氣憤 发怒 發怒 怒气 怒り 怒って 憤り 腹立 분노 화남 화난 화를 "
        "화가_나 화났 노여움 wut wütend* zorn zornig* ärger ärgerlich* verärger* enojo enojado enojada enfado "
        "enfadad* ~ira furioso furiosa rabia colère en_colère fâché* furieux furieuse* raiva zangad* irritad* "
        "rabbia arrabbiat* гнев* злост* злой злая злится зол злятся злое сердит* ярост*"
    ),
    "happiness": (
        "高兴 高興 开心 開心 快乐 快樂 喜悦 喜悅 愉快 幸福 欢喜 歡喜 欢乐 歡樂 喜び 嬉し うれし 楽し 幸せ "
        "행복 기쁨 기뻐 기쁜 즐거 freude freudig* glücklich* fröhlich* glück felicidad feliz felices alegría "
        "alegria alegre* ~contento ~contenta joie joyeux joyeuse* heureux heureuse* bonheur felicidade "
        "felicità gioia gioios* felice contentezza радост* счасть* счастлив* весел*"
    ),
    "sadness": (
        "悲伤 悲傷 伤心 傷心 难过 難過 悲哀 忧伤 憂傷 哀伤 哀傷 悲痛 悲しみ 悲し 哀し 슬픔 슬프 슬퍼 슬픈 "
        "trauer traurig* traurigkeit betrübt* tristeza triste* tristesse tristezza грусть грусти грустн* "
        "печаль* печали"
    ),
    "fear": (
        "恐惧 恐懼 害怕 惊恐 驚恐 恐慌 畏惧 畏懼 恐怖 恐れ 怖が 怖い 怯え 두려움 두려워 무서움 무서워 공포 "
        "angst ängstlich* verängstigt* furcht furchtsam* miedo temor asustad* peur effrayé* apeuré* crainte "
        "medo assustad* paura impaurit* spaventat* страх* испуг* испуган* боится"
    ),
    "disgust": (
        "厌恶 厭惡 恶心 噁心 惡心 反感 嫌恶 嫌惡 嫌悪 不快感 혐오 역겨 ekel angeekelt* angewidert* asco "
        "repugnancia asquead* dégoût dégoûté* nojo repulsa disgusto disgustat* schifo отвращени* брезглив*"
    ),
    "surprise": (
        "惊讶 驚訝 惊奇 驚奇 吃惊 吃驚 惊喜 诧异 詫異 震惊 震驚 意外 驚き 驚い 놀람 놀라 놀란 놀랐 "
        "überraschung überrascht* erstaunt* erstaunen sorpresa sorprendid* étonné* étonnement surpris "
        "surpresa surpres* sorpres* stupore удивлени* удивл* изумл*"
    ),
    "contempt": (
        "轻蔑 輕蔑 蔑视 蔑視 鄙视 鄙視 不屑 鄙夷 軽蔑 侮蔑 경멸 멸시 verachtung verächtlich* desprecio "
        "despreciativ* mépris méprisant* desprezo desdém disprezzo sprezzant* презрени* презрительн*"
    ),
    "anxiety": (
        "焦虑 焦慮 担忧 擔憂 担心 擔心 忧虑 憂慮 紧张 緊張 不安 불안 걱정 초조 besorgt* besorgnis nervös* "
        "ängstlichkeit beunruhigt* ansiedad ansios* ansiedade preocupad* preocupación anxiété anxieux "
        "anxieuse* inquiet inquiète* inquiétude nerveux nerveuse* preocupação ansia preoccupat* тревог* "
        "тревож* беспокой* встревожен*"
    ),
    "helplessness": (
        "无助 無助 无奈 無奈 无力 無力感 無力 絶望感 무력 무기력 hilflos* hilflosigkeit impotencia desamparo "
        "indefens* impuissance impuissant* désarroi impotência impotente* impotenza беспомощн* бессили*"
    ),
    "disappointment": (
        "失望 失意 落空 がっかり 落胆 실망 enttäuscht* enttäuschung decepción decepcion decepcionad* "
        "déception déçu déçue* decepção desapontamento desapontad* delusione deluso delusa разочарован*"
    ),
    "neutral": (
        "中性 中立 平静 平靜 无表情 無表情 没有表情 沒有表情 面无表情 面無表情 ニュートラル 중립 중성 무표정 "
        "무감정 neutrale neutraler neutrales neutralen neutre neutres neutro neutra neutralität ausdruckslos* "
        "нейтральн* спокойн*"
    ),
    "repression": (
        "压抑 壓抑 抑制 抑圧 억압 억제 unterdrückung unterdrückt* represión répression repressão repressione подавлен*"
    ),
    "others": (
        "其他 其它 その他 기타 andere sonstige* sonstiges otros otro autres autre outros outro altro altri "
        "другое прочее другие"
    ),
    "positive": (
        "积极 積極 正面 正面的 正面情绪 正面情緒 正向 ポジティブ 肯定的 긍정 positiv positiver "
        "positivo positiva positif positifs позитивн* положительн*"
    ),
    "negative": (
        "消极 消極 负面 負面 负向 負向 ネガティブ 否定的 부정 negativ negativer negativo negativa "
        "négatif négative negatif негативн* отрицательн*"
    ),
    "strong": (
        "强烈 強烈 非常 很 十分 极其 極其 极度 極度 高度 高强度 高強度 とても 非常に 強い 強く 매우 아주 강한 "
        "강하게 ~stark starker starke starkes sehr muy fuerte* intenso intensa très fortement muito ~forte* "
        "molto сильн* очень "
        "крайне весьма 特别 特別 äußerst* extrem* extremadamente extrêmement extremamente estremamente"
    ),
    "slight": (
        "轻微 輕微 略微 稍微 有点 有點 一点 一點 弱 微弱 轻度 輕度 低强度 低強度 低度 少し やや 弱い わずか "
        "약한 약간 조금 leicht leichter leichte leichtes schwach* etwas ligeramente leve levemente un_poco "
        "légèrement léger légère* faible* un_peu ligeir* um_pouco leggerment* leggero leggera слаб* слегка "
        "немного легк*"
    ),
    "medium": (
        "中等 中度 中等强度 中强度 适中 適中 中程度 中くらい 보통 중간 mittel mittlere* mittelstark* mäßig* "
        "~media moderad* moyen moyenne* modéré* média médio moderato moderata средн* умерен*"
    ),
    "intensity": "强度 強度 程度 강도 intensität intensidad intensité intensidade intensità интенсивност*",
}

PLACES: dict[str, str] = {
    "frontal": (
        "正面 正前方 正对镜头 正對鏡頭 面向镜头 面朝镜头 正对 正對 정면 前方 frontal* nach_vorne geradeaus "
        "von_vorn* de_frente al_frente hacia_adelante de_face frontale di_fronte прямо анфас в_камеру"
    ),
    "pose left": (
        "左侧 左側 向左 左边 左邊 往左 左 왼쪽 좌측 links nach_links izquierda ~gauche à_gauche la_gauche "
        "esquerda sinistra влево налево слева"
    ),
    "pose right": (
        "右侧 右側 向右 右边 右邊 往右 右 오른쪽 우측 rechts nach_rechts derecha droite direita destra вправо "
        "направо справа"
    ),
    "pose downward": (
        "向下 朝下 低头 低頭 俯视 俯視 往下 下向き 下方 下を向 아래 unten nach_unten abajo hacia_abajo "
        "vers_le_bas en_bas para_baixo verso_il_basso in_basso вниз"
    ),
    "pose upward": (
        "向上 朝上 仰头 仰頭 抬头 抬頭 往上 上向き 上方 上を向 위쪽 위로 oben nach_oben arriba hacia_arriba "
        "vers_le_haut en_haut para_cima verso_l'alto in_alto вверх"
    ),
    "degrees": "度 도 ~grad grados degrés graus gradi градусов градуса",
    "same person": (
        "同一个人 同一個人 同一人 同一位 同一名 同一个 同一個 相同 동일인 같은_사람 동일한_사람 同じ人 "
        "同一人物 dieselbe_person derselbe_mann derselbe_mensch dieselbe_frau gleiche_person la_misma_persona "
        "misma_persona el_mismo_hombre la_misma_mujer la_même_personne même_personne le_même_homme "
        "la_même_femme a_mesma_pessoa mesma_pessoa o_mesmo_homem stessa_persona lo_stesso_uomo "
        "la_stessa_donna один_и_тот_же тот_же_человек тот_же_самый одно_и_то_же одна_и_та_же"
    ),
    "different people": (
        "不同的人 不同人 不同 两个不同的人 兩個不同的人 不相同 不一样 不一樣 別の人 異なる人 다른_사람 "
        "다른_인물 verschiedene_personen unterschiedliche_personen verschiedene_menschen zwei_verschiedene* "
        "verschieden unterschiedlich personas_distintas personas_diferentes distintas diferentes "
        "personnes_différentes différentes différents pessoas_diferentes persone_diverse ~diverse разные "
        "разных"
    ),
}
