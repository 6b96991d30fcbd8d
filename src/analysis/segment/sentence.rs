//! The ends of sentences and paragraphs, found as the tokens come by.
//!
//! A mark that may end a sentence opens a question, closing marks go with the
//! sentence, and the next word answers it: by its case, by the kind of the mark,
//! behind an abbreviation by whether it is a word that sentences begin with. Blank
//! lines and, by the layout of the text, line breaks end sentence and paragraph.

use crate::text::{ByteSpan, Segmentation, Sentence, TokenSpan};

use super::character::{char_at, is_blank};
use super::layout::Layout;
use super::scanner::{Kind, Sink};
use super::starter::is_starter;

/// A first line that is longer than this, in bytes, is a paragraph and no headline.
const MAX_TITLE: u32 = 250;

/// A place where a sentence may have ended.
#[derive(Debug, Clone, Copy)]
struct End {
    /// The mark that may have ended it.
    mark: Kind,
    /// The byte behind the mark and what closes with it.
    after: u32,
    /// Whether a quotation closed behind the mark.
    is_quoted: bool,
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
        let is_indented = span.start - self.line_start >= 2 && self.end.is_some();
        let is_item = matches!(span.slice(self.text), "-" | "*" | "•" | "–")
            && char_at(self.text, span.end as usize).is_some_and(is_blank);
        is_indented || is_item || layout.is_deliberate(line as usize, (span.end - span.start) as usize)
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
        let is_apart = end.after < span.start;
        match kind {
            Kind::Close if !is_apart || end.opening.is_none() && !matches!(span.slice(self.text), "'" | "’") => {
                let is_quoted = end.is_quoted || !matches!(span.slice(self.text), ")" | "]" | "}");
                self.end = Some(End { after: span.end, is_quoted, ..end });
            }
            Kind::Face if end.opening.is_none() => self.end = Some(End { after: span.end, ..end }),
            Kind::Open => {
                let opening = end.opening.or(Some(self.count()));
                self.end = Some(End { after: span.end, opening, ..end });
            }
            _ if self.ends(end, span, is_apart) => self.close(end.opening.unwrap_or(self.count())),
            _ => self.end = None,
        }
    }

    fn ends(&self, end: End, span: ByteSpan, is_apart: bool) -> bool {
        let word = span.slice(self.text);
        let Some(first) = word.chars().next() else { return false };
        let is_capital = first.is_uppercase();
        match end.mark {
            Kind::Abbreviation => is_capital && is_starter(word),
            Kind::Stop => {
                let may_begin = is_capital || first.is_alphanumeric() && is_apart && !end.is_quoted;
                may_begin && !self.is_list_number()
            }
            Kind::Shout => is_capital || first.is_numeric(),
            _ => is_capital,
        }
    }

    /// Whether the sentence so far is the number of an item: `1.`
    fn is_list_number(&self) -> bool {
        let tokens = &self.out.tokens[self.first as usize..];
        matches!(tokens, [number, _] if number.slice(self.text).bytes().all(|byte| byte.is_ascii_digit()))
    }
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
            self.end = Some(End { mark: kind, after: span.end, is_quoted: false, opening: None });
        }
        self.is_busy = self.end.is_some();
    }
}
