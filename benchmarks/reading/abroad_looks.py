"""What looks and actions are called in the languages of ``abroad_feelings``, in the same notation."""

LOOKS: dict[str, str] = {
    "blurry": "模糊 ぼやけ 흐릿 흐림 verschwommen unscharf borros* flou floue desfocad* embaçad* sfocat* размыт*",
    "male": (
        "男性 男人 男子 男生 男士 남성 남자 männlich* ~mann hombre masculino homme homem maschile maschio "
        "uomo мужчин* мужск*"
    ),
    "young": (
        "年轻 年輕 青年 若い 若者 젊은 젊다 ~jung junge junger junges joven jóvenes jeune* jovem giovane* молод*"
    ),
    "chubby": (
        "胖 圆胖 圓胖 丰满 豐滿 ぽっちゃり 통통 pummelig* mollig* rechoncho rechoncha rondelet* gordinh* paffut* пухл*"
    ),
    "pale skin": (
        "皮肤苍白 皮膚蒼白 苍白的皮肤 蒼白的皮膚 苍白 蒼白 皮肤白 白皙 色白 창백 blasse_haut piel_pálida "
        "peau_pâle pele_pálida pelle_pallida бледная_кожа"
    ),
    "rosy cheeks": (
        "脸颊红润 臉頰紅潤 红润的脸颊 红脸颊 紅潤 赤い頬 홍조 rosige_wangen mejillas_sonrosadas joues_roses "
        "bochechas_rosadas guance_rosee румян*"
    ),
    "oval face": (
        "椭圆脸 橢圓臉 鹅蛋脸 鵝蛋臉 瓜子脸 椭圆形脸 卵型 卵形の顔 계란형 ovales_gesicht cara_ovalada "
        "rostro_ovalado visage_ovale rosto_oval viso_ovale овальное_лицо"
    ),
    "receding hairline": (
        "发际线后移 髮際線後移 发际线高 생え際の後退 生え際 넓은_이마 zurückweichender_haaransatz entradas "
        "front_dégarni calvície_frontal stempiatur* залысин*"
    ),
    "bald": (
        "秃头 禿頭 秃顶 光头 光頭 禿げ はげ 대머리 kahl* glatze glatzköpfig* calvo calva chauve* careca calvo "
        "лысый лысая лысина"
    ),
    "bangs": "刘海 劉海 前髪 앞머리 ~pony ponyfransen flequillo frange franja frangetta чёлка челка",
    "black hair": (
        "黑发 黑髮 黑色头发 黑色頭髮 黒髪 검은_머리 흑발 schwarze_haare schwarzes_haar pelo_negro "
        "cabello_negro cheveux_noirs cabelo_preto capelli_neri чёрные_волосы черные_волосы"
    ),
    "blonde hair": (
        "金发 金髮 金色头发 金色頭髮 金髪 금발 blonde_haare blondes_haar pelo_rubio cabello_rubio rubio rubia "
        "cheveux_blonds cabelo_loiro capelli_biondi светлые_волосы блондин*"
    ),
    "gray hair": (
        "灰发 灰髮 白发 白髮 灰色头发 灰白头发 灰白 头发灰白 花白 白髪 흰머리 백발 회색_머리 graue_haare "
        "graues_haar pelo_gris ~canas cabello_gris cheveux_gris cabelo_grisalho capelli_grigi седые_волосы "
        "седина"
    ),
    "brown hair": (
        "棕发 棕髮 棕色头发 棕色頭髮 褐色头发 褐发 茶髪 茶色の髪 갈색_머리 braune_haare braunes_haar "
        "pelo_castaño cabello_castaño cheveux_bruns cheveux_châtains cabelo_castanho capelli_castani "
        "каштановые_волосы русые_волосы"
    ),
    "straight hair": (
        "直发 直髮 ストレートヘア 직모 생머리 glatte_haare glattes_haar pelo_liso pelo_lacio cheveux_raides "
        "cheveux_lisses cabelo_liso capelli_lisci прямые_волосы"
    ),
    "wavy hair": (
        "波浪发 波浪髮 卷发 捲髮 波浪卷 ウェーブヘア 巻き髪 곱슬머리 웨이브 wellige_haare welliges_haar "
        "pelo_ondulado cheveux_ondulés cabelo_ondulado capelli_mossi волнистые_волосы"
    ),
    "long hair": (
        "长发 長髮 长头发 ロングヘア 長い髪 긴_머리 장발 lange_haare langes_haar pelo_largo cabello_largo "
        "cheveux_longs cabelo_longo cabelo_comprido capelli_lunghi длинные_волосы"
    ),
    "arched eyebrows": (
        "拱形眉 弯眉 彎眉 柳叶眉 アーチ眉 아치형_눈썹 geschwungene_augenbrauen cejas_arqueadas "
        "sourcils_arqués sobrancelhas_arqueadas sopracciglia_arcuate изогнутые_брови"
    ),
    "bushy eyebrows": (
        "浓眉 濃眉 粗眉 浓密的眉毛 太い眉 짙은_눈썹 buschige_augenbrauen cejas_pobladas "
        "sourcils_broussailleux sobrancelhas_grossas sopracciglia_folte густые_брови"
    ),
    "bags under eyes": (
        "眼袋 目の下のたるみ 눈밑_지방 다크서클 augenringe tränensäcke ojeras cernes poches_sous_les_yeux "
        "olheiras occhiaie мешки_под_глазами"
    ),
    "eyeglasses": "眼镜 眼鏡 メガネ めがね 안경 brille gafas anteojos lunettes óculos occhiali очки очках",
    "sunglasses": (
        "墨镜 墨鏡 太阳镜 太陽鏡 太阳眼镜 太陽眼鏡 サングラス 선글라스 sonnenbrille gafas_de_sol "
        "lunettes_de_soleil óculos_de_sol óculos_escuros occhiali_da_sole солнечные_очки"
    ),
    "narrow eyes": (
        "小眼睛 细眼 細眼 眯眯眼 細い目 가는_눈 schmale_augen ojos_estrechos yeux_étroits yeux_bridés "
        "olhos_estreitos occhi_stretti узкие_глаза"
    ),
    "big nose": (
        "大鼻子 大鼻 大きな鼻 大きい鼻 큰_코 große_nase nariz_grande gros_nez grand_nez nariz_grande "
        "naso_grande большой_нос"
    ),
    "pointy nose": (
        "尖鼻子 尖鼻 とがった鼻 尖った鼻 뾰족한_코 spitze_nase nariz_puntiaguda nez_pointu nariz_pontudo "
        "naso_appuntito острый_нос"
    ),
    "high cheekbones": (
        "高颧骨 高顴骨 高い頬骨 광대뼈 hohe_wangenknochen pómulos_altos pómulos_marcados pommettes_hautes "
        "maçãs_do_rosto_salientes zigomi_alti высокие_скулы"
    ),
    "big lips": (
        "厚嘴唇 厚唇 大嘴唇 厚い唇 두꺼운_입술 volle_lippen große_lippen labios_gruesos labios_grandes "
        "grosses_lèvres lèvres_pulpeuses lábios_grossos labbra_carnose полные_губы пухлые_губы"
    ),
    "double chin": (
        "双下巴 雙下巴 二重あご 二重顎 이중턱 doppelkinn papada double_menton queixo_duplo papada "
        "doppio_mento двойной_подбородок"
    ),
    "no beard": (
        "没有胡子 沒有鬍子 没有胡须 无胡须 无胡子 無鬍子 無鬍鬚 不留胡子 ひげなし ひげがない 수염_없음 "
        "수염이_없 kein_bart bartlos* ohne_bart sin_barba pas_de_barbe sans_barbe imberbe sem_barba "
        "senza_barba без_бороды"
    ),
    "5 o clock shadow": (
        "胡茬 鬍茬 胡渣 무성한_수염 dreitagebart barba_de_tres_días barbe_de_trois_jours barba_por_fazer "
        "barba_incolta щетина"
    ),
    "goatee": (
        "山羊胡 山羊鬍 ヤギひげ あごひげ 염소수염 ziegenbart spitzbart perilla barbiche bouc cavanhaque "
        "pizzetto козлиная_бородка"
    ),
    "mustache": ("小胡子 小鬍子 八字胡 髭 口ひげ 口髭 콧수염 schnurrbart schnauzer bigote moustache* bigode baffi усы"),
    "sideburns": "鬓角 鬢角 もみあげ 구레나룻 koteletten patillas favoris costeletas basette бакенбард*",
    "heavy makeup": (
        "浓妆 濃妝 厚化粧 濃い化粧 짙은_화장 starkes_make-up stark_geschminkt maquillaje_intenso "
        "maquillaje_cargado maquillage_prononcé maquiagem_pesada trucco_pesante яркий_макияж"
    ),
    "wearing earrings": (
        "戴耳环 戴耳環 耳环 耳環 耳坠 耳饰 イヤリング ピアス 귀걸이 ohrringe pendientes aretes "
        "boucles_d'oreilles brincos orecchini серьги серёжки"
    ),
    "wearing hat": "戴帽子 帽子 모자 ~hut mütze sombrero gorra chapeau chapéu cappello шляпа шляпе шапка шапке",
    "wearing lipstick": (
        "涂口红 塗口紅 口红 口紅 립스틱 lippenstift pintalabios lápiz_labial rouge_à_lèvres batom rossetto "
        "помада помаду"
    ),
    "wearing necklace": (
        "戴项链 戴項鍊 项链 項鍊 項鏈 ネックレス 목걸이 halskette collar_puesto ~collier colar collana ожерелье"
    ),
    "wearing necktie": (
        "打领带 打領帶 戴领带 领带 領帶 ネクタイ 넥타이 krawatte corbata cravate gravata cravatta галстук"
    ),
    "wearing mask": "戴口罩 口罩 戴面具 面具 マスク 마스크 maske mascarilla ~masque máscara mascherina маска маске",
}

ACTIONS: dict[str, str] = {
    "blow": "吹气 吹氣 息を吹 불기 pusten bläst soplar sopla souffler souffle soprar soffiare дует дуть",
    "chew": (
        "咀嚼 嚼东西 噛む 噛んで 씹기 씹는 씹고 kauen kaut mascar mastica masticar mâcher mâche mastigar "
        "mastiga masticare жуёт жует жевать"
    ),
    "close eyes": (
        "闭眼 閉眼 闭上眼睛 閉上眼睛 闭着眼 目を閉じ 눈을_감 눈_감기 schließt_die_augen augen_schließen "
        "augen_geschlossen cierra_los_ojos cerrar_los_ojos ojos_cerrados ferme_les_yeux fermer_les_yeux "
        "yeux_fermés fecha_os_olhos fechar_os_olhos olhos_fechados chiude_gli_occhi chiudere_gli_occhi "
        "закрывает_глаза закрыть_глаза"
    ),
    "cough": "咳嗽 咳 기침 husten hustet toser tose tousser tousse tossir tosse tossire tossisce кашля*",
    "cry": (
        "哭泣 大哭 哭 泣く 泣いて 울음 울기 울고 weinen weint llorar llora llorando pleurer pleure chorar "
        "chora chorando piangere piange плачет плакать"
    ),
    "drink": (
        "喝水 喝东西 喝 饮水 飲む 飲んで 마시 trinken trinkt beber bebe bebiendo boire boit bevendo bere beve "
        "пьёт пьет пить"
    ),
    "eat": (
        "吃东西 吃東西 吃饭 吃飯 进食 進食 吃 食べ 먹기 먹는 먹고 essen isst comer ~come comiendo manger "
        "mange comendo mangiare mangia ест есть_еду кушает"
    ),
    "frown": (
        "皱眉 皺眉 眉をひそめ しかめ 찡그 찌푸 stirnrunzeln runzelt_die_stirn fruncir_el_ceño frunce_el_ceño "
        "froncer_les_sourcils fronce_les_sourcils franzir_a_testa franze_a_testa aggrottare_la_fronte "
        "хмурится нахмури*"
    ),
    "gaze": (
        "凝视 凝視 注视 注視 见つめ 見つめ 응시 starren blicken mirar_fijamente contempler contempla fitar "
        "fissare пристально_смотрит"
    ),
    "glare": (
        "怒视 怒視 瞪眼 瞪着 瞪 睨む 睨み にらむ 노려 anstarren böse_anstarren fulminar_con_la_mirada "
        "foudroyer_du_regard encarar_com_raiva fulminare_con_lo_sguardo сверлит_взглядом"
    ),
    "head wagging": (
        "摇头晃脑 搖頭晃腦 晃头 晃腦 頭を揺ら 머리를_흔들흔들 kopf_wackeln kopfwackeln menear_la_cabeza "
        "hocher_la_tête balançar_a_cabeça dondolare_la_testa качает_головой"
    ),
    "kiss": (
        "亲吻 親吻 接吻 吻 キス 키스 küssen küsst besar besa beso embrasser embrasse beijar beija baciare "
        "bacia целует целовать"
    ),
    "laugh": (
        "大笑 笑出声 笑う 笑って 웃음 크게_웃 lachen lacht reír ríe riendo rire rit rir ridere ~ride смеётся "
        "смеется смеяться"
    ),
    "listen to music": (
        "听音乐 聽音樂 音楽を聴 음악을_듣 음악_듣기 musik_hören hört_musik escuchar_música escucha_música "
        "écouter_de_la_musique écoute_de_la_musique ouvir_música ouve_música ascoltare_musica ascolta_musica "
        "слушает_музыку"
    ),
    "look around": (
        "环顾四周 環顧四周 环顾 東張西望 东张西望 四处看 見回 두리번 둘러보 umherschauen sieht_sich_um "
        "schaut_sich_um mirar_alrededor mira_alrededor regarder_autour regarde_autour olhar_ao_redor "
        "olha_ao_redor guardarsi_intorno si_guarda_intorno осматривается оглядывается"
    ),
    "make a face": (
        "做鬼脸 做鬼臉 扮鬼脸 変顔 얼굴을_찡 grimasse grimassieren hacer_muecas hace_muecas faire_une_grimace "
        "grimacer fazer_careta faz_careta fare_smorfie smorfia корчит_рожу гримас*"
    ),
    "nod": (
        "点头 點頭 うなず 頷 고개를_끄덕 끄덕 nicken nickt asentir asiente acquiescer acquiesce hoche_la_tête "
        "acenar_com_a_cabeça assentir annuire annuisce кивает кивать кивок"
    ),
    "play instrument": (
        "演奏乐器 演奏樂器 弹奏乐器 弹琴 彈琴 楽器を演奏 楽器 악기_연주 악기를_연주 instrument_spielen "
        "spielt_ein_instrument tocar_un_instrumento toca_un_instrumento jouer_d'un_instrument "
        "joue_d'un_instrument tocar_instrumento toca_instrumento suonare_uno_strumento suona_uno_strumento "
        "играет_на_инструменте"
    ),
    "read": (
        "阅读 閱讀 看书 看書 读书 讀書 読む 読んで 読書 읽기 읽고 독서 lesen liest ~leer ~lee leyendo ~lire "
        "~lit ler lê lendo leggere legge читает читать"
    ),
    "shake head": (
        "摇头 搖頭 首を振 고개를_젓 고개를_흔 kopfschütteln schüttelt_den_kopf sacudir_la_cabeza "
        "niega_con_la_cabeza negar_con_la_cabeza secouer_la_tête secoue_la_tête sacudir_a_cabeça "
        "scuotere_la_testa scuote_la_testa мотает_головой"
    ),
    "shout": (
        "喊叫 大喊 叫喊 吼叫 叫ぶ 叫んで 소리치 소리_지르 외치 schreien schreit rufen gritar grita gritando "
        "~crier crie gridare grida кричит кричать"
    ),
    "sigh": (
        "叹气 嘆氣 叹息 嘆息 ため息 한숨 seufzen seufzt suspirar suspira soupirer soupire sospirare sospira "
        "вздыхает вздыхать вздох"
    ),
    "sing": "唱歌 歌唱 歌う 歌って 노래 singen singt cantar canta cantando chanter chante cantare поёт поет петь",
    "sleep": (
        "睡觉 睡覺 睡着 睡眠 寝て 眠る 眠って 자고 잠을_자 schlafen schläft dormir duerme durmiendo ~dort "
        "dorme dormindo dormire спит спать"
    ),
    "smile": (
        "微笑 笑容 ほほえ 微笑み 笑顔 미소 lächeln lächelt sonreír sonríe sonrisa sonriendo sourire sourit "
        "sorrir sorri sorriso sorridere sorride улыба* улыбка"
    ),
    "smoke": (
        "抽烟 抽煙 吸烟 吸煙 喫煙 タバコを吸 담배 흡연 rauchen raucht fumar fuma fumando fumer ~fume fumare "
        "курит курить"
    ),
    "sneer": (
        "冷笑 嘲笑 せせら笑 嘲笑う 비웃 조소 spöttisch* höhnisch* grinst_höhnisch burlarse mueca_de_desprecio "
        "ricaner ricane zombar ghignare усмеха* ухмыля*"
    ),
    "sneeze": (
        "打喷嚏 打噴嚏 喷嚏 くしゃみ 재채기 niesen niest estornudar estornuda éternuer éternue espirrar "
        "espirra starnutire starnutisce чихает чихать"
    ),
    "sniff": (
        "嗅 吸鼻子 匂いを嗅 鼻をすす 냄새를_맡 킁킁 schnüffeln schnuppern schnüffelt schnuppert olfatear "
        "olfatea renifler renifle farejar fungar annusare annusa нюхает шмыгает"
    ),
    "talk": (
        "说话 說話 讲话 講話 交谈 話す 話して しゃべ 말하기 말하고 이야기 sprechen spricht reden redet hablar "
        "habla hablando parler parle falar fala falando parlare parla говорит говорить разговарива*"
    ),
    "turn": (
        "转身 轉身 转头 轉頭 振り向 돌아보 돌아서 umdrehen dreht_sich girar gira girarse se_tourne "
        "se_retourne se_retourner virar-se vira-se voltarsi si_gira поворачива*"
    ),
    "weep": (
        "流泪 流淚 落泪 落淚 涙を流 눈물 schluchzen schluchzt sollozar solloza sangloter sanglote soluçar "
        "soluça singhiozzare рыдает рыдать"
    ),
    "whisper": (
        "低语 低語 耳语 耳語 窃窃私语 ささや 囁 속삭 flüstern flüstert susurrar susurra chuchoter chuchote "
        "sussurrar sussurra sussurrare шепчет шептать шёпот"
    ),
    "wink": (
        "眨眼 使眼色 ウインク ウィンク 윙크 zwinkern zwinkert guiñar guiña cligner_de_l'œil clin_d'œil "
        "piscar_o_olho pisca_o_olho occhiolino подмигива*"
    ),
    "yawn": (
        "打哈欠 打呵欠 哈欠 呵欠 あくび 하품 gähnen gähnt bostezar bosteza bâiller bâille bocejar boceja "
        "sbadigliare sbadiglia зевает зевать"
    ),
}
