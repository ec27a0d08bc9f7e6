/// Polish, Czech, Finnish, Hungarian, Turkish, Russian, Ukrainian, Greek, Arabic, Hebrew, Japanese,
/// Chinese, Korean, Vietnamese, Indonesian, Hindi; see `PhraseTable` for the signs.
let otherPhrases = """
  unsubscribe 6: wypisac | wypisz* | prosze mnie wypisac | usunac moj* | usuncie$ | usun mnie
    | prosze o usuniecie | nie zycze sobie | prosze nie pisac | nie pisac do mnie
    | prosze nie kontaktowac | nie kontaktowac | przestancie | wiecej maili | rodo | odhlasit
    | odhlaste | odhlasim | vymazte | smazte | nekontaktujte | uz mi nepiste | nepiste mi
    | neposilejte | prestante | nepřeji si | nepreji si | nezelam si | peruuta tilaus | poistakaa
    | poista minut | alkaa lahettako | ala laheta | en halua enaa | lopettakaa | leiratkozas*
    | leiratkozom | iratkoz* le | ne irjanak | ne irjon | toroljek | torolje | ne kuldjenek
    | listeden cik* | listenizden | abonelikten | abonelik iptal* | bir daha _ gonder*
    | e posta gondermeyin | mail atmayin | iletisime gecmeyin | rahatsiz etmeyin | kvkk
  unsubscribe 6: отпишите | отписаться | отписка | отписать меня | удалите меня | удалите мои
    | удалите мой | больше не пишите | не пишите мне | не пишите больше | не присылайте
    | прекратите | уберите меня | не беспокойте | не звоните | исключите меня | відпишіть
    | відписатися | видаліть | не пишіть | не надсилайте | διαγραψτε | διαγραφη | απεγγραφη
    | μη μου στελνετε | μην στελνετε | μην επικοινωνησετε | الغاء الاشتراك | إلغاء الاشتراك
    | توقف عن | لا تراسلني | احذفوا | הסירו | הסר אותי | להסיר אותי | תפסיקו | אל תשלחו
    | huy dang ky | dung gui | dung lien he | xoa toi | berhenti berlangganan | jangan hubungi
    | jangan kirim | hapus saya | hapus email | सदस्यता समाप्त | मत भेज
  unsubscribe 6: 配信停止 | 配信を停止 | 配信解除 | 登録解除 | 購読解除 | 削除してください | 削除をお願い | 送らないで | 送信しないで | 連絡しないで
    | ご連絡はご遠慮 | ご連絡不要 | 連絡不要 | 今後の連絡は | メール不要 | メールは不要 | 停止してください | 退订 | 取消订阅 | 不要再发 | 别再发 | 请勿再
    | 不要再联系 | 请不要再 | 删除我的 | 移除我 | 從名單 | 退訂 | 取消訂閱 | 不要再寄 | 不要再聯絡 | 刪除我 | 수신거부 | 수신 거부 | 구독 취소
    | 구독취소 | 그만 보내 | 보내지 마 | 연락하지 마 | 삭제해 주세요 | 삭제해주세요 | 연락 주지 마
  ooo 6: poza biurem | na urlopie | jestem na urlopie | automatyczna odpowiedz
    | odpowiedz automatyczna | nieobecn* | wracam | bede dostepn* | ograniczony dostep | l4
    | urlop* macierzynsk* | mimo kancelar* | na dovolene | automaticka odpoved
    | nejsem v kancelari | nepritom* | vratim se | zpet v kancelari | na materske | lomalla
    | poissa toimistolta | automaattinen vastaus | palaan | vanhempainvapaa* | olen poissa
    | hazon kivul | irodan kivul | szabadsagon | szabadsagomat | automatikus valasz | tavol vagyok
    | nem vagyok az irodaban | izindeyim | izinde* | ofis disinda* | otomatik yanit
    | otomatik cevap | yillik izin* | tatildeyim | ofiste degilim | donecegim | отпуске
    | в отпуске | автоматический ответ | автоответ | вне офиса | отсутствую | буду отсутствовать
    | вернусь | командировке | декретном | больничном | відпустці | автоматична відповідь
    | поза офісом | відсутн* | повернусь | відрядженні
  ooo 6: εκτος γραφειου | σε αδεια | αυτοματη απαντηση | απουσιαζω | θα απουσιαζω | επιστρεφω
    | خارج المكتب | في إجازة | اجازه | رد تلقائي | סלש | לא במשרד | מחוץ למשרד | בחופשה
    | מענה אוטומטי | הודעה אוטומטית | vang mat | nghi phep | tra loi tu dong
    | khong co mat tai van phong | di luar kantor | sedang cuti | cuti hingga | cuti sampai
    | balasan otomatis | jawaban otomatis | छुट्टी पर | कार्यालय से बाहर | 自動返信 | 不在 | 休暇 | 休業
    | 夏季休業 | 年末年始 | 出張中 | 育児休業 | 外出中 | お休みをいただ | 休みを頂 | 休假 | 外出 | 自动回复 | 自動回覆 | 自動回复 | 不在办公室
    | 不在辦公室 | 度假 | 出差 | 正在休 | 产假 | 휴가 | 부재중 | 자동 회신 | 자동회신 | 자동 응답 | 자동응답 | 자리를 비 | 출장 중 | 출장중
    | 육아휴직
  wrong_person 6: niewlasciwa osoba | nie ta osoba | nie jestem wlasciwa | nie zajmuje sie
    | nie odpowiadam za | juz nie pracuje | nie pracuje juz | przekaze | przekazuje do
    | prosze kontaktowac sie z | prosze o kontakt z | spatna osoba | nejsem spravna
    | nemam na starosti | uz zde nepracuji | nepracuji | obratte se na | preposilam | predam
    | vaara henkilo | en ole oikea | en vastaa | en tyoskentele | en ole enaa | ota yhteytta
    | valitan | rossz szemely | nem en vagyok | nem hozzam tartozik | mar nem dolgozom
    | tovabbitom | keresse | yanlis kisi | ilgili kisi | ben ilgilenmiyorum | artik calismiyorum
    | benim alanim degil | iletiyorum | yonlendiriyorum | не тот человек | не тому | я не отвечаю
    | не занимаюсь | больше не работаю | уже не работаю | не работает у нас | обратитесь к
    | обращайтесь к | перешлю | передам | переслал | свяжитесь с | не та людина | не відповідаю
    | більше не працюю | зверніться до | λαθος ατομο | δεν ειμαι αρμοδι* | δεν εργαζομαι πλεον
    | επικοινωνηστε με | 担当ではありません | 担当者ではありません | 担当外 | 担当が違 | 担当は | 退職 | 異動 | 転送いたします | 転送します
    | 担当者に | 不是负责人 | 不负责 | 找错人 | 已离职 | 已经离职 | 负责人是 | 请联系 | 轉給 | 转给 | 不是負責 | 已離職 | 請聯絡 | 담당자가 아닙니다
    | 담당이 아닙니다 | 담당자는 | 퇴사 | 전달하겠습니다 | 전달드리 | 다른 부서
  not_now 6: nie teraz | teraz nie | obecnie nie | na razie nie | w tej chwili nie
    | nie w tej chwili | moze pozniej | pozniej | w przyszlym roku | w przyszlym kwartale
    | w przyszlym miesiacu | za kilka miesiecy | za pol roku | zly moment | nie ten moment
    | wrocmy do | prosze wrocic | teď ne | ted ne | nyni ne | momentalne ne | mozna pozdeji
    | pozdeji | pristi rok | pristi ctvrtleti | za par mesicu | ozvete se | neni vhodna doba
    | ei nyt | ei juuri nyt | talla hetkella ei | ehka myohemmin | myohemmin | ensi vuonna
    | ensi vuoden | palataan | muutaman kuukauden | most nem | jelenleg nem | talan kesobb
    | kesobb | jovore | jovo evben | kovetkezo negyedev* | nehany honap | su an degil
    | simdi degil | su anda degil | daha sonra | gelecek yil | onumuzdeki | seneye | birkac ay
    | ileride | не сейчас | сейчас не | пока не | позже | попозже | в следующем году
    | следующем квартале | через несколько месяцев | через полгода | через пару месяцев | не время
    | не самое | вернемся к | напишите позже | не зараз | зараз не | пізніше | наступного року
    | за кілька місяців | οχι τωρα | αργοτερα | του χρονου | ليس الان | ليس الآن | لاحقا
    | לא עכשיו | לא כרגע | אולי בהמשך | בשנה הבאה | khong phai luc nay | de sau | nam sau
    | bukan sekarang | nanti saja | tahun depan | belum saatnya | अभी नहीं | बाद में | 今は | 今のところ
    | 現時点では | また今度 | 来年 | 来期 | 次の四半期 | 時期が来 | タイミング | 後日 | 改めて | 落ち着いたら | 暂时不 | 现在不 | 目前不 | 以后再
    | 明年 | 下季度 | 下个季度 | 过段时间 | 再联系 | 稍后 | 暫時不 | 目前沒有 | 以後再 | 下一季 | 지금은 | 나중에 | 내년 | 다음 분기 | 추후
    | 현재로서는 | 아직은
  negative 6: nie jestem zainteresowan* | nie jestesmy zainteresowani | niezainteresowan*
    | brak zainteresowania | nie dziekuje | dziekuje nie | nie potrzebujemy | nie potrzebuje
    | mamy juz | juz mamy | za drogo | za drogie | brak budzetu | nie mamy budzetu | nie dotyczy
    | rezygnuj* | nie mam zainteresowania | nie skorzystamy | nemam zajem | nemame zajem
    | nezajima | nejsme zajem | ne dekuji | ne diky | nepotrebujeme | uz mame | prilis drahe
    | neni pro nas | nemame rozpocet | ei kiinnosta | ei kiitos | emme ole kiinnostuneita
    | en ole kiinnostunut | emme tarvitse | ei tarvetta | meilla on jo | liian kallis
    | ei budjettia | nem erdekel | nem erdekelne | koszonom nem | nem koszonom | nincs szukseg
    | nincs ra szukseg | mar van | tul draga | ilgilenmiyorum | ilgilenmiyoruz | ilgimi cekmiyor
    | tesekkurler hayir | hayir tesekkur* | gerek yok | ihtiyacimiz yok | ihtiyac yok | cok pahali
    | butcemiz yok | zaten var | zaten calisiyoruz | не интересно | неинтересно | не интересует
    | не интересуемся | не заинтересован* | нет спасибо | спасибо нет | спасибо не надо | не нужно
    | не надо | не нуждаемся | уже есть | уже работаем | дорого | нет бюджета | не актуально
    | неактуально | отказ* | спам | суд | жалоб* | не цікавить | не цікаво | не зацікавлен*
    | ні дякую | дякую ні | не потрібно | вже маємо | δεν ενδιαφερομαι | δεν ενδιαφερομαστε
    | δεν μας ενδιαφερει | οχι ευχαριστω | εχουμε ηδη | πολυ ακριβο | غير مهتم* | لست مهتم*
    | لا شكرا | لا يهمني | לא מעוניין* | לא מעוניינ* | לא תודה | לא רלוונטי | יש לנו כבר
    | khong quan tam | khong can | khong cam on | tidak tertarik | tidak berminat
    | tidak terima kasih | tidak butuh | sudah punya | रुचि नहीं | नहीं धन्यवाद
  negative 6: 興味がありません | 興味はありません | 興味ありません | 興味がない | 必要ありません | 必要ございません | 不要です | 結構です | 見送 | お断り
    | 遠慮させ | ご遠慮 | 間に合って | 導入済み | 既に利用 | すでに利用 | 他社 | 高すぎ | 予算がありません | 迷惑 | 検討しておりません | 考えておりません
    | 不感兴趣 | 没兴趣 | 没有兴趣 | 不需要 | 不用了 | 不必了 | 已经有 | 已有供应商 | 太贵 | 没有预算 | 骚扰 | 投诉 | 垃圾邮件 | 沒興趣 | 沒有興趣
    | 不感興趣 | 已經有 | 太貴 | 沒有預算 | 不考慮 | 不考虑 | 관심 없 | 관심없 | 관심이 없 | 필요 없 | 필요없 | 필요하지 않 | 괜찮습니다 | 사양
    | 거절 | 이미 사용 | 이미 있 | 비쌉니다 | 예산이 없 | 스팸
  negative 4: ^nie$ | ^nie | ^ne$ | ^ei$ | ^ei | ^nem$ | ^hayir$ | ^hayir | ^нет$ | ^нет | ^ні$
    | ^ні | ^οχι | ^لا$ | ^לא$ | ^khong$ | ^tidak$ | niestety | bohuzel | valitettavasti | sajnos
    | maalesef | к сожалению | на жаль
  positive 6: jestem zainteresowan* | jestesmy zainteresowani | zainteresowan* | interesuje mnie
    | interesuje nas | brzmi ciekawie | brzmi dobrze | brzmi interesujaco | wiecej informacji
    | wiecej szczegolow | prosze o kontakt | prosze o wiecej | prosze przeslac | prosze wyslac
    | prosze o oferte | prosze zadzwonic | prosze o telefon | spotkanie | spotkac | rozmow*
    | kiedy mozemy | ile kosztuje | jaka cena | jaki koszt | cennik | cena | ceny | oferte
    | chetnie | umowmy | mam zajem | mame zajem | zni to zajimave | zni zajimave | zni dobre
    | zajima me | zajima nas | vice informaci | poslete | zaslete | zavolejte | schuzk*
    | kolik stoji | cenik | nabidku | rad bych | rada bych | kdy muzeme | kiinnostaa
    | kiinnostunut | kiinnostuneita | kuulostaa hyvalta | kuulostaa mielenkiintoiselta
    | lisatietoja | lisaa tietoa | lahettakaa | laheta | soittakaa | soita | tapaaminen | palaveri
    | paljonko maksaa | mita maksaa | hinta | hinnat | mielellaan | milloin sopisi | erdekel
    | erdekelne | erdekelnek | jol hangzik | erdekesen hangzik | tobb informaci* | kuldjon
    | kuldjek | hivjon | egyeztes* | mennyibe kerul | mennyi az ara | arajanlat* | szivesen
    | ilgileniyorum | ilgileniyoruz | ilgimizi cekti | ilgimi cekti | ilginc | kulaga hos
    | daha fazla bilgi | detayli bilgi | bilgi alabilir | gonderin | gonderir misiniz
    | gonderebilir | arayin | arayabilir | toplanti | gorusme* | gorusebilir* | ne kadar | fiyat*
    | teklif | memnuniyetle | olur | isterim | isteriz
  positive 6: интересно | заинтересован* | заинтересовало | интересует | звучит | подробнее
    | больше информации | расскажите | пришлите | отправьте | вышлите | скиньте | позвоните
    | созвонимся | созвониться | созвон | встреч* | когда можем | когда удобно | сколько стоит
    | какая цена | цена | цены | стоимость | прайс | предложение | с удовольствием | давайте
    | готовы обсудить | готов обсудить | хотелось бы | хотим | хочу узнать | демо | цікаво
    | зацікавлен* | цікавить | звучить | детальніше | надішліть | розкажіть | зателефонуйте
    | зустріч* | скільки коштує | ціна | із задоволенням | ενδιαφερομαι | ενδιαφερομαστε
    | με ενδιαφερει | μας ενδιαφερει | ακουγεται | περισσοτερες πληροφοριες | στειλτε | τηλεφωνο
    | ραντεβου | ποσο κοστιζει | τιμη | προσφορα | ευχαριστως | مهتم | مهتمون | اريد | أريد
    | معلومات اكثر | معلومات أكثر | المزيد من | ارسل | أرسل | اجتماع | السعر | كم سعر | نعم
    | מעוניין | מעוניינת | מעוניינים | מעניין | נשמע | אשמח | פרטים נוספים | עוד פרטים | שלחו
    | כמה עולה | פגישה | מחיר | quan tam | gui cho toi | them thong tin | bao nhieu | gia ca
    | bao gia | cuoc hop | nghe hay | nghe co ve | tertarik | berminat | kirimkan
    | informasi lebih | berapa harga* | berapa biaya* | jadwalkan | boleh | रुचि है | और जानकारी
    | भेजें | कीमत
  positive 6: 興味があります | 興味があり | 興味深 | 興味を持 | 関心があります | 詳しく | 詳細を | 資料を | 資料請求 | 送ってください | お送りください
    | 送付 | 打ち合わせ | 打合せ | 面談 | ミーティング | お話を | お話し | お電話ください | 電話で | いくら | 料金 | 価格 | 費用 | 見積 | デモ
    | ぜひ | 是非 | 可能です | お願いします | お願いいたします | 検討したい | 感兴趣 | 有兴趣 | 很感兴趣 | 想了解 | 了解更多 | 更多信息 | 详细 | 资料
    | 发给我 | 发一下 | 请发 | 联系我 | 打电话给我 | 安排 | 会议 | 通话 | 见面 | 多少钱 | 价格 | 报价 | 费用 | 演示 | 可以聊 | 聊聊 | 好的可以
    | 听起来不错 | 感興趣 | 有興趣 | 資料 | 寄給我 | 請寄 | 多少錢 | 價格 | 報價 | 安排會議 | 關心 | 관심 있 | 관심있 | 관심이 있 | 관심이 많
    | 자세히 | 자세한 | 자료 | 보내 주세요 | 보내주세요 | 미팅 | 회의 | 통화 | 전화 주세요 | 전화주세요 | 얼마 | 가격 | 비용 | 견적 | 데모
    | 좋습니다 | 좋아요 | 부탁드립니다 | 가능합니다
  positive 5: ^tak | ^ano | ^kylla | ^joo | ^igen | ^evet | ^tabii | ^да | ^конечно | ^так | ^ναι
    | ^vang | ^ya | ^co | はい | 好的 | 可以 | 네
  neutral 5: kim jestescie | skad macie | co to jest | o co chodzi | kdo jste | odkud mate
    | co je to | keita olette | mista saitte | mika tama | kik maguk | honnan | bu nedir
    | siz kimsiniz | nereden buldunuz | кто вы | откуда у вас | что это | о чем речь | хто ви
    | звідки у вас | που βρηκατε | ποιοι ειστε | どちら様 | どこで入手 | 何ですか | 你们是谁 | 你是谁 | 从哪里 | 怎么得到
    | 你是誰 | 누구세요 | 어디서
  neutral 2: ^dziekuje$ | ^dekuji$ | ^kiitos$ | ^koszonom$ | ^tesekkurler$ | ^спасибо$ | ^дякую$
    | 了解しました | ありがとうございます$ | 谢谢$ | 감사합니다
  """
