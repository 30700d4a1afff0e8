//! Phrases that open, or are, a box which is not the article, in the languages of the web's larger news sites.
//!
//! A phrase alone decides only where structure agrees: it is a short line of its own, or what follows it is made of links.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// Whole lines, in lower case without edge punctuation, and the kind of debris they announce.
#[rustfmt::skip]
const LINES: &[(&str, &str)] = &[
    // Vietnamese
    ("related-articles", "đọc thêm | xem thêm | tin liên quan | bài liên quan | tin bài liên quan | bài viết liên quan | \
        các tin liên quan | tin cùng chuyên mục | cùng chuyên mục | tin cùng chủ đề | có thể bạn quan tâm | \
        bạn có thể quan tâm | có thể bạn chưa biết | đọc nhiều | đọc nhiều nhất | tin đọc nhiều | xem nhiều | \
        xem nhiều nhất | tin xem nhiều | tin mới | tin mới nhất | tin khác | các tin khác | tin nổi bật | \
        tin tức liên quan | đừng bỏ lỡ | mời bạn đọc thêm | mời quý độc giả xem thêm | mời độc giả xem thêm | \
        tiếp tục đọc | bài viết khác | các bài khác | bài mới nhất | bài cùng chuyên mục | tin tiếp theo | \
        bài đọc nhiều | video nổi bật | video liên quan | tin tài trợ | dòng sự kiện | chủ đề liên quan | tin cũ hơn | \
        tin mới hơn | các tin đã đưa | tin đã đưa | tin cùng mục | bạn đọc quan tâm | mới nhất | nên đọc"),
    // English
    ("related-articles", "related | related articles | related stories | related story | related article | related news | \
        related content | related posts | related topics | related links | related coverage | related video | \
        related videos | related reading | read more | read also | also read | see also | see more | more on this | \
        more on this story | more on this topic | more stories | more news | more to read | more like this | \
        more from this section | more coverage | you may also like | you might also like | you may like | \
        you may also be interested in | you might be interested in | you might like | recommended | \
        recommended for you | recommended stories | recommended reading | don't miss | don’t miss | must read | \
        most read | most popular | most viewed | popular | popular posts | trending | trending now | trending stories | \
        top stories | latest | latest news | latest stories | up next | read next | next | next story | next article | \
        next up | previous article | in case you missed it | further reading | what to read next | keep reading | \
        suggested for you | story timeline | more for you | from around the web | around the web | from the web | \
        promoted stories | sponsored content | sponsored stories | paid content | we recommend | our picks | \
        editor's picks | editors' picks | editor’s picks | today's top stories | in this story | more videos | \
        watch next | watch | watch more | watch also | also on | explore more | learn more | find out more | \
        click here | continue reading"),
    // German
    ("related-articles", "lesen sie auch | lesen sie mehr | mehr zum thema | zum thema | auch interessant | weitere artikel | \
        das könnte sie auch interessieren | das könnte dich auch interessieren | das könnte sie interessieren | \
        mehr lesen | weiterlesen | weitere meldungen | meistgelesen | ähnliche artikel | ähnliche beiträge | \
        passend dazu | verwandte artikel | mehr dazu | weiterführende links | auch lesenswert | empfehlungen"),
    // French
    ("related-articles", "lire aussi | à lire aussi | à lire également | lire également | sur le même sujet | sur le même thème | \
        articles liés | articles similaires | voir aussi | les plus lus | lire la suite | à voir aussi | \
        en savoir plus | à découvrir aussi | vous aimerez aussi | pour aller plus loin | dans la même rubrique"),
    // Spanish
    ("related-articles", "lea también | lee también | le puede interesar | te puede interesar | te podría interesar | \
        también te puede interesar | puede interesarte | noticias relacionadas | más noticias | ver también | \
        relacionados | relacionadas | artículos relacionados | lo más leído | lo más visto | leer más | \
        más información | notas relacionadas | mirá también | mira también | seguir leyendo | además"),
    // Portuguese
    ("related-articles", "leia também | leia mais | veja também | veja mais | saiba mais | notícias relacionadas | mais lidas | \
        conteúdo relacionado | artigos relacionados | matérias relacionadas"),
    // Italian
    ("related-articles", "leggi anche | leggi tutto | potrebbe interessarti | ti potrebbe interessare | articoli correlati | \
        leggi di più | più letti | potrebbe interessarti anche | approfondisci"),
    // Dutch, Scandinavian
    ("related-articles", "lees ook | lees meer | lees verder | gerelateerd | meer over dit onderwerp | läs också | läs mer | läs även | \
        les også | les mer | læs også | læs mere | relaterat"),
    // Polish, Czech, Russian, Ukrainian
    ("related-articles", "czytaj też | czytaj także | czytaj więcej | zobacz też | zobacz także | zobacz również | polecamy | čtěte také | \
        přečtěte si také | související články | читайте также | смотрите также | по теме | читайте також | \
        похожие статьи"),
    // Indonesian, Turkish, Greek
    ("related-articles", "baca juga | berita terkait | simak juga | artikel terkait | baca selengkapnya | ilgili haberler | \
        ilginizi çekebilir | διαβάστε επίσης | δείτε επίσης"),
    // Chinese, Japanese, Korean
    ("related-articles", "相关新闻 | 相关阅读 | 延伸阅读 | 推荐阅读 | 関連記事 | 関連ニュース | あわせて読みたい | 관련기사 | 관련 기사"),
    ("share", "share | share this | share this article | share this story | share this post | share on facebook | \
        share on twitter | share article | share via | share with | tweet | retweet | email | email this | print | \
        print this | facebook | twitter | pinterest | whatsapp | linkedin | reddit | copy link | link copied | \
        telegram | follow us | follow | like us on facebook | like this | save | bookmark | pin it | flipboard | \
        pocket | sms | google+ | zalo | messenger | shares | skip in skip | follow us on facebook | \
        follow us on twitter | chia sẻ | chia sẻ bài viết | sao chép liên kết | in bài viết | in bài | gửi bài viết | \
        theo dõi | lưu bài viết | thích | gửi email | copy | copy link bài viết | trở lại | về trang chủ | \
        facebook twitter | teilen | drucken | artikel teilen | merken | folgen sie uns | partager | \
        partager cet article | imprimer | suivez-nous | compartir | compartir en facebook | imprimir | compartilhar | \
        compartilhe | condividi | condividi su | stampa | delen | deel dit artikel | del | dela | udostępnij | \
        поделиться | paylaş | bagikan | 分享 | シェア"),
    ("comment-form", "comments | comment | leave a reply | leave a comment | add a comment | post a comment | post comment | \
        join the conversation | view comments | show comments | join the discussion | discussion | have your say | \
        what do you think | responses | reply | no comments | 0 comments | 1 comment | load comments | write a comment | \
        conversation | comments are closed | cancel reply | view discussion thread | view all comments | sort by | \
        bình luận | ý kiến bạn đọc | ý kiến | gửi bình luận | ý kiến của bạn | viết bình luận | bình luận bài viết | \
        trả lời | phản hồi | gửi ý kiến | ý kiến bình luận | kommentare | kommentar schreiben | \
        schreibe einen kommentar | kommentieren | diskutieren sie mit | commentaires | laisser un commentaire | réagir | \
        vos réactions | comentarios | deja un comentario | comentar | comentários | deixe um comentário | \
        deixe uma resposta | commenti | lascia un commento | reacties | reageer | kommentarer | komentarze | \
        dodaj komentarz | комментарии | yorumlar | komentar"),
    ("copyright", "all rights reserved | copyright | bản quyền | alle rechte vorbehalten | tous droits réservés | \
        todos los derechos reservados | todos os direitos reservados | tutti i diritti riservati | \
        alle rechten voorbehouden | riproduzione riservata | © riproduzione riservata | \
        our standards: the thomson reuters trust principles"),
    ("advert", "advert | adverts | advertisement | advertisements | advertising | sponsored | ad | ads | promoted | \
        story continues below | story continues | story continues below advertisement | article continues below | \
        article continues below advertisement | article continues after advertisement | continue reading below | \
        scroll to continue | scroll to continue with content | loading | loading… | loading... | \
        advertisement - continue reading below | ad feedback | skip advertisement | report this ad | \
        this ad will end in | remove ads | skip ad | quảng cáo | tài trợ | thông tin doanh nghiệp | anzeige | werbung | \
        publicité | publicidad | publicidade | pubblicità | advertentie | annons | annonse | annonce | reklama | \
        реклама | iklan | 広告 | 广告 | 광고 | subscribe | subscribe now | sign up | sign up now | newsletter | \
        sign up for our newsletter | subscribe to our newsletter | get our newsletter | đăng ký | đăng ký nhận tin | \
        đăng ký nhận bản tin | jetzt anmelden | s'abonner | abonnez-vous | suscríbete | iscriviti"),
    ("tags", "tags | tag | topics | topic | filed under | categories | category | keywords | in this article | \
        people in this story | explore | posted in | labels | more about | read more about | more on | từ khóa | \
        từ khoá | chủ đề | thẻ | chuyên mục | từ khóa liên quan | sự kiện | nhãn | schlagworte | schlagwörter | themen | \
        mots-clés | mots clés | thèmes | etiquetas | temas | palavras-chave | tópicos | argomenti | onderwerpen | \
        ämnen | emner | tagi | теги | etiketler | 标签 | タグ"),
    ("caption-placeholder", "ảnh minh hoạ | ảnh minh họa | hình minh hoạ | hình minh họa | minh hoạ | minh họa | ảnh | ảnh internet | \
        ảnh tư liệu | hình ảnh minh họa | hình ảnh minh hoạ | ảnh chụp màn hình | ảnh: internet | nguồn: internet | \
        nguồn ảnh: internet | image | photo | symbolbild | symbolfoto | illustration | imagen ilustrativa | \
        imagem ilustrativa | image credits"),
    ("navigation", "home | trang chủ | back to top | menu | back | top | close | search | skip to main content | skip to content | \
        accueil | inicio | startseite | show more | view more | load more | show less | view gallery | view all | \
        see all | hide | show | listen | nghe | nghe đọc bài | nghe bài | play | pause | cỡ chữ | aa | đóng | tìm kiếm | \
        đăng nhập | log in | login | sign in | expand | download | tải về | xem toàn bộ | thu gọn | xem tất cả | \
        enlarge this image | hide caption | toggle caption | view this post on instagram | video player is loading | \
        replay | now playing | 0:00 | 00:00 | slideshow | fullscreen | edit | quay lại | trở về"),
];

/// Openings of a line that is one pointer to another page ("Lesen Sie auch: …"), in lower case.
#[rustfmt::skip]
const OPENINGS: &str = "đọc thêm: | xem thêm: | tin liên quan: | bài liên quan: | >> xem thêm | >> đọc thêm | >>> | >> | mời bạn đọc | \
    mời độc giả | read more: | read more about | read also: | also read: | also read | | read: | see also: | related: | \
    related | | more: | read next: | watch: | must read: | don't miss: | check out: | also see: | (also read | (read: | \
    [read: | read | | also read | read more | up next: | recommended: | find out more: | further reading: | more from | \
    more on | see more: | [also read | [read more | read all | related story | related article | get more: | news: | \
    opinion: | trending: | lesen sie auch | lesen sie hier | lesen sie mehr | mehr zum thema | mehr dazu: | lesetipp | \
    lire aussi | à lire aussi | à lire : | lire : | voir aussi | lea también | lee también | lea además | \
    le puede interesar | te puede interesar | ver más: | leer más: | leia também | leia mais | veja também | \
    saiba mais | leggi anche | lees ook | czytaj też | czytaj także | zobacz też | читайте также | baca juga | \
    simak juga | läs också | läs mer | les også | læs også | mirá también | mira también";

/// Openings of a line about rights, in lower case.
#[rustfmt::skip]
const RIGHTS: &str = "© | copyright © | (c)  | copyright 20 | copyright 19 | bản quyền | all rights reserved | ®  | © copyright";

fn table() -> &'static HashMap<&'static str, &'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for (kind, lines) in LINES {
            for line in lines.split(" | ") {
                table.insert(line, *kind);
            }
        }
        table
    })
}

/// The kind of debris a whole line is or announces.
pub fn whole_line(text: &str) -> Option<&'static str> {
    // No phrase is longer.
    if text.len() > 80 {
        return None;
    }
    let lower = text.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '+'));
    if core.is_empty() {
        return None;
    }
    table().get(core).copied().or_else(|| {
        // A count beside the word: "12 Shares", "Comments (3)", "Bình luận 5".
        let bare = core.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '(' | ')' | '.' | ',' | '+' | '#'));
        (bare != core)
            .then(|| table().get(bare).copied())
            .flatten()
            .filter(|kind| matches!(*kind, "share" | "comment-form"))
    })
}

/// The phrases of `list`, by their first byte.
fn by_first_byte(list: &'static str) -> HashMap<u8, Vec<&'static str>> {
    let mut table: HashMap<u8, Vec<&'static str>> = HashMap::new();
    for opening in list.split(" | ") {
        if let Some(first) = opening.bytes().next() {
            table.entry(first).or_default().push(opening);
        }
    }
    table
}

/// True when `text`, in lower case, begins with one of `openings`.
fn opens(text: &str, openings: &HashMap<u8, Vec<&'static str>>) -> bool {
    let head: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
    let among = head.bytes().next().and_then(|first| openings.get(&first));
    among.is_some_and(|among| among.iter().any(|opening| head.starts_with(opening)))
}

/// True when the line opens like a pointer to another page.
pub fn points_away(text: &str) -> bool {
    static TABLE: LazyLock<HashMap<u8, Vec<&'static str>>> = LazyLock::new(|| by_first_byte(OPENINGS));
    opens(text, &TABLE)
}

/// True when the line is about rights.
pub fn is_rights(text: &str) -> bool {
    static TABLE: LazyLock<HashMap<u8, Vec<&'static str>>> = LazyLock::new(|| by_first_byte(RIGHTS));
    opens(text, &TABLE)
}
