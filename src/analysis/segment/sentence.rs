//! The ends of sentences and paragraphs, found as the tokens come by.
//!
//! A mark that may end a sentence opens a question, closing marks go with the
//! sentence, and the next word answers it: by its case, by the kind of the mark,
//! behind an abbreviation by whether it is a word that sentences begin with. Blank
//! lines and, by the layout of the text, line breaks end sentence and paragraph.

use crate::text::{ByteSpan, Segmentation, Sentence, TokenSpan};

use super::super::form::is_digit;
use super::character::{char_at, is_blank};
use super::layout::Layout;
use super::scanner::{Kind, Sink};
use super::starter::is_starter;

/// A first line that is longer than this, in bytes, is a paragraph and no headline.
const MAX_TITLE: u32 = 250;

/// The words in which a speaker and a verb of saying are looked for.
const MAX_SPEAKER: usize = 6;

/// Verbs that name the speaker of a quotation before them.
const SAYING: [&str; 12] =
    ["said", "says", "asked", "asks", "added", "told", "wrote", "writes", "tweeted", "replied", "wondered", "shouted"];

/// A place where a sentence may have ended.
#[derive(Debug, Clone, Copy)]
struct End {
    /// The mark that may have ended it.
    mark: Kind,
    /// The byte behind the mark and what closes with it.
    after: u32,
    /// Whether a bracket or a quotation closed behind the mark.
    is_closed: bool,
    /// Whether a quotation did.
    is_quoted: bool,
    /// Whether a blank follows it.
    is_apart: bool,
    /// The byte behind a reference such as `[12]`, which goes with the sentence.
    reference: u32,
    /// The token that would begin the next sentence: an opening mark that came by.
    opening: Option<u32>,
}

/// Collects tokens, and closes sentences and paragraphs on the way.
pub(super) struct SentenceSink<'a> {
    text: &'a str,
    out: &'a mut Segmentation,
    layout: Option<Layout>,
    /// Line ends since the last token, and the byte behind the last of them.
    lines: u32,
    line_start: u32,
    /// The first byte of the line that the last token stands in.
    current_line: u32,
    /// The first token of the sentence.
    first: u32,
    paragraph: u32,
    /// Whether the paragraph goes over a line break.
    has_break: bool,
    end: Option<End>,
    in_quote: bool,
    /// Whether the next token has to be looked at, whatever it is.
    is_busy: bool,
}

impl<'a> SentenceSink<'a> {
    pub(super) fn new(text: &'a str, out: &'a mut Segmentation) -> Self {
        Self {
            text,
            out,
            layout: None,
            lines: 0,
            line_start: 0,
            current_line: 0,
            first: 0,
            paragraph: 0,
            has_break: false,
            end: None,
            in_quote: false,
            is_busy: false,
        }
    }

    /// Closes the last sentence.
    pub(super) fn finish(&mut self) {
        self.close(self.out.tokens.len() as u32);
    }

    /// Ends the sentence before a token.
    fn close(&mut self, before: u32) {
        if before > self.first {
            let tokens = TokenSpan::new(self.first, before);
            self.out.sentences.push(Sentence { tokens, paragraph: self.paragraph, title: false });
            self.first = before;
        }
        self.end = None;
    }

    fn count(&self) -> u32 {
        self.out.tokens.len() as u32
    }

    fn last_end(&self) -> u32 {
        self.out.tokens.last().map_or(0, |last| last.end)
    }

    /// A token that comes first on its line.
    fn begin_line(&mut self, span: ByteSpan) {
        if !self.out.tokens.is_empty() {
            let is_blank_line = self.lines > 1;
            if is_blank_line || self.is_new_paragraph(span) {
                let is_title = self.is_title(is_blank_line);
                self.close(self.count());
                self.end_paragraph(is_title);
            } else {
                self.has_break = true;
            }
        }
        self.current_line = span.start;
        self.lines = 0;
    }

    /// Whether a single line break before this token ends the paragraph.
    fn is_new_paragraph(&mut self, span: ByteSpan) -> bool {
        let layout = *self.layout.get_or_insert_with(|| Layout::of(self.text));
        let line = self.last_end() - self.current_line;
        let is_first_line = self.paragraph == 0 && !self.has_break;
        let is_indented = span.start - self.line_start >= 2 && (self.end.is_some() || is_first_line);
        let is_item = matches!(span.slice(self.text), "-" | "*" | "•" | "–")
            && char_at(self.text, span.end as usize).is_some_and(is_blank);
        is_indented || is_item || layout.is_deliberate(line as usize, span.slice(self.text), self.end.is_some())
    }

    /// Whether what has come by so far is a headline: one line, which a blank line
    /// follows or which does not end as a sentence does.
    fn is_title(&self, is_blank_line: bool) -> bool {
        let Some(first) = self.out.tokens.first() else { return false };
        let is_line = self.paragraph == 0 && !self.has_break && self.last_end() - first.start <= MAX_TITLE;
        let ends_as_sentence = self.end.is_some_and(|end| end.mark != Kind::Abbreviation);
        is_line && (is_blank_line || !ends_as_sentence)
    }

    fn end_paragraph(&mut self, is_title: bool) {
        if is_title {
            for sentence in &mut self.out.sentences {
                sentence.title = true;
            }
        }
        self.paragraph += 1;
        self.has_break = false;
        self.in_quote = false;
    }

    /// The kind of a straight quotation mark, by what stands around it.
    fn side(&mut self, span: ByteSpan) -> Kind {
        let is_free_before = self.out.tokens.last().is_none_or(|last| last.end < span.start) || self.follows_opening();
        let is_free_after = char_at(self.text, span.end as usize).is_none_or(is_blank);
        let is_double = span.slice(self.text) == "\"";
        let opens = match (is_free_before, is_free_after) {
            (true, false) => true,
            (false, _) => false,
            (true, true) => is_double && !self.in_quote,
        };
        if is_double {
            self.in_quote = opens;
        }
        if opens { Kind::Open } else { Kind::Close }
    }

    fn follows_opening(&self) -> bool {
        self.out.tokens.last().is_some_and(|last| matches!(last.slice(self.text), "(" | "[" | "{" | "—" | "“" | "‘"))
    }

    /// Answers, with the next token, whether the sentence ended.
    fn settle(&mut self, end: End, span: ByteSpan, kind: Kind) {
        let is_apart = end.is_apart || end.after < span.start;
        if span.start < end.reference {
            self.end = Some(End { after: span.end, ..end });
            return;
        }
        match kind {
            Kind::Close if self.goes_with(end, span) => {
                let is_quoted = end.is_quoted || !matches!(span.slice(self.text), ")" | "]" | "}");
                self.end = Some(End { after: span.end, is_closed: true, is_quoted, ..end });
            }
            Kind::Face if end.opening.is_none() => self.end = Some(End { after: span.end, ..end }),
            Kind::Open => {
                if let Some(reference) = self.reference_end(span) {
                    self.end = Some(End { after: span.end, reference, ..end });
                    return;
                }
                let opening = end.opening.or(Some(self.count()));
                self.end = Some(End { after: span.end, is_apart, opening, ..end });
            }
            _ if self.ends(end, span, is_apart) => self.close(end.opening.unwrap_or(self.count())),
            _ => self.end = None,
        }
    }

    /// Whether a closing mark belongs to the sentence before it: it touches it, or it can be nothing else.
    fn goes_with(&self, end: End, span: ByteSpan) -> bool {
        let is_apostrophe = matches!(span.slice(self.text), "'" | "’");
        end.after == span.start || end.opening.is_none() && !is_apostrophe
    }

    /// The end of the reference that this bracket opens: `[12]`.
    fn reference_end(&self, bracket: ByteSpan) -> Option<u32> {
        let inside = self.text.as_bytes()[bracket.range().start..].strip_prefix(b"[")?;
        let digits = inside.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let is_reference = (1..=3).contains(&digits) && inside.get(digits) == Some(&b']');
        is_reference.then_some(bracket.end + digits as u32 + 1)
    }

    fn ends(&self, end: End, span: ByteSpan, is_apart: bool) -> bool {
        let word = span.slice(self.text);
        let Some(first) = word.chars().next() else { return false };
        let is_capital = first.is_uppercase();
        // What a letter's case leaves open, the blank before it decides: `end. next` but not `a.b`.
        let may_begin = is_apart && !end.is_closed && (first.is_alphanumeric() || is_opening_sign(word));
        match end.mark {
            Kind::Abbreviation => is_capital && is_starter(word),
            Kind::Stop if !is_apart => is_capital && word.chars().nth(1).is_some_and(char::is_lowercase),
            Kind::Stop => (is_capital || may_begin || first.is_numeric()) && !self.is_list_number(),
            Kind::Shout if self.is_name_with_mark() => is_capital && is_starter(word),
            Kind::Shout if end.is_quoted => is_capital && !self.is_attribution(span),
            Kind::Shout => is_capital || may_begin && !(first.is_numeric() && end.opening.is_some()),
            _ => is_capital,
        }
    }

    /// Whether the mark before this token is part of a name: `Yahoo!`
    fn is_name_with_mark(&self) -> bool {
        let [.., name, mark] = &self.out.tokens[..] else { return false };
        mark.slice(self.text) == "!" && matches!(name.slice(self.text), "Yahoo" | "Jeopardy" | "Yum")
    }

    /// Whether a quotation's speaker and a verb of saying begin here: `"Why?" Mr. Putin asked.`
    fn is_attribution(&self, span: ByteSpan) -> bool {
        if is_starter(span.slice(self.text)) {
            return false;
        }
        let name = |word: &&str| word.starts_with(char::is_uppercase);
        let mut words = self.text[span.range().start..].split(' ').take(MAX_SPEAKER).skip_while(name);
        words.next().is_some_and(|word| SAYING.contains(&word.trim_end_matches([',', '.', ':'])))
    }

    /// Whether the full stop stands behind the number of an item: `1.`
    fn is_list_number(&self) -> bool {
        let is_number = |span: &ByteSpan| is_digit(span.slice(self.text)) && span.end - span.start <= 5;
        match &self.out.tokens[self.first as usize..] {
            [number, _] => is_number(number),
            [.., colon, number, _] => colon.slice(self.text) == ":" && is_number(number),
            _ => false,
        }
    }
}

/// Whether a sentence may begin with this sign: one that stands before a word, or a rule across the page.
fn is_opening_sign(token: &str) -> bool {
    let is_run = token.len() > 1 && token.bytes().all(|byte| byte.is_ascii_punctuation());
    is_run || matches!(token, "$" | "£" | "€" | "&" | "<" | ">" | "*" | "#") || token.starts_with(['@', '#'])
}

impl Sink for SentenceSink<'_> {
    #[inline]
    fn token(&mut self, span: ByteSpan, kind: Kind) {
        if self.is_busy || kind != Kind::Plain {
            self.look_at(span, kind);
        }
        self.out.tokens.push(span);
    }

    fn line_end(&mut self, count: u32, after: usize) {
        self.lines = self.lines.saturating_add(count);
        self.line_start = after as u32;
        self.is_busy = true;
    }
}

impl SentenceSink<'_> {
    /// What a token does to the sentence before it is a part of it.
    fn look_at(&mut self, span: ByteSpan, kind: Kind) {
        if self.lines > 0 {
            self.begin_line(span);
        }
        let kind = if kind == Kind::Quote { self.side(span) } else { kind };
        if let Some(end) = self.end {
            self.settle(end, span, kind);
        }
        if matches!(kind, Kind::Stop | Kind::Shout | Kind::Ellipsis | Kind::Abbreviation | Kind::Face)
            && self.end.is_none()
        {
            self.end = Some(End {
                mark: kind,
                after: span.end,
                is_closed: false,
                is_quoted: false,
                is_apart: false,
                reference: 0,
                opening: None,
            });
        }
        self.is_busy = self.end.is_some();
    }
}
