//! Element names as values to match on.

macro_rules! tags {
    ($($variant:ident $name:literal)*) => {
        /// An element name that some rule asks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Tag { $($variant,)* Other }

        impl Tag {
            /// The value of a name in lower case.
            pub fn of(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* _ => Tag::Other }
            }
        }
    };
}

tags! {
    Html "html" Head "head" Body "body" Title "title" Meta "meta" Link "link" Base "base"
    A "a" Abbr "abbr" Address "address" Article "article" Aside "aside" B "b" Blockquote "blockquote" Br "br" Button "button"
    Caption "caption" Center "center" Cite "cite" Dd "dd" Details "details" Dialog "dialog" Div "div" Dl "dl" Dt "dt" Em "em"
    Fieldset "fieldset" Figcaption "figcaption" Figure "figure" Footer "footer" Form "form" H1 "h1" H2 "h2" H3 "h3" H4 "h4"
    H5 "h5" H6 "h6" Header "header" Hr "hr" I "i" Img "img" Input "input" Label "label" Legend "legend" Li "li" Main "main"
    Menu "menu" Nav "nav" Ol "ol" Option "option" P "p" Picture "picture" Pre "pre" Q "q" Section "section" Select "select"
    Small "small" Span "span" Strong "strong" Summary "summary" Svg "svg" Table "table" Tbody "tbody" Td "td"
    Textarea "textarea" Tfoot "tfoot" Th "th" Thead "thead" Time "time" Tr "tr" Ul "ul" Video "video" Audio "audio"
    Canvas "canvas" Datalist "datalist" Math "math" Output "output" Progress "progress" Meter "meter" Hgroup "hgroup"
    Search "search" Marquee "marquee" Rp "rp" Rt "rt" Noscript "noscript" Optgroup "optgroup"
}

impl Tag {
    /// True for an element that starts and ends a line: its text never flows into its neighbours'.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Html | Head
                | Body
                | Title
                | Address
                | Article
                | Aside
                | Blockquote
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | Option
                | Optgroup
                | P
                | Pre
                | Search
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Textarea
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
                | Button
                | Marquee
                | Datalist
        )
    }

    /// True for `h1`…`h6`.
    pub fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// True for an element whose text is the browser's furniture, never prose.
    pub fn is_control(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Button | Select | Option | Optgroup | Textarea | Input | Datalist | Output | Progress | Meter | Head | Title | Rp
        )
    }
}
