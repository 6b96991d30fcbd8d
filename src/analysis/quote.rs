//! Quotations: which tokens stand between a pair of quotation marks.
//!
//! Only quotations that report speech are wanted, not scare quotes or titles:
//! one counts if it holds four tokens, or ends in the punctuation that closes a
//! clause. A quotation stays in its paragraph. Texts often lose their paragraph
//! breaks, so an opening mark inside an open quotation ends that one and begins
//! the next. A quotation still open at the end of a paragraph reaches up to
//! there if the next paragraph opens with a mark again, as long quotations are
//! set; else it is none.
//!
//! A straight mark opens where a space, a bracket or nothing stands before it
//! and no space behind, and closes elsewhere.

use crate::text::{ByteSpan, Segmentation, TokenSpan};

/// A quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuoteSpan {
    /// Its tokens, with the marks.
    pub outer: TokenSpan,
    /// Its tokens, without the marks.
    pub inner: TokenSpan,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
}

/// The quotations of a text, in order.
///
/// ```
/// use nutgraf::analysis::{find_quotes, segment};
/// use nutgraf::Segmentation;
/// let text = "\"We will not leave the city,\" she said.";
/// let mut segmentation = Segmentation::default();
/// segment(text, &mut segmentation);
/// let quotes = find_quotes(text, &segmentation);
/// assert_eq!(quotes.len(), 1);
/// assert_eq!(segmentation.tokens[quotes[0].inner.start as usize].slice(text), "We");
/// ```
pub fn find_quotes(text: &str, segmentation: &Segmentation) -> Vec<QuoteSpan> {
    let mut quotes = Vec::new();
    let sentences = &segmentation.sentences;
    let mut first = 0;
    while first < sentences.len() {
        let paragraph = sentences[first].paragraph;
        let rest = &sentences[first..];
        let count = rest.iter().take_while(|sentence| sentence.paragraph == paragraph).count();
        let tokens = TokenSpan::new(rest[0].tokens.start, rest[count - 1].tokens.end);
        first += count;
        let reopens = sentences.get(first).is_some_and(|next| {
            let token = segmentation.tokens.get(next.tokens.start as usize);
            token.is_some_and(|&token| mark(text, token) == Some(Mark::Open))
        });
        quotes_of_paragraph(text, &segmentation.tokens, tokens, reopens, &mut quotes);
    }
    quotes.retain(|quote| is_speech(text, &segmentation.tokens, *quote));
    quotes
}

fn quotes_of_paragraph(text: &str, tokens: &[ByteSpan], paragraph: TokenSpan, reopens: bool, out: &mut Vec<QuoteSpan>) {
    let mut open: Option<u32> = None;
    for token in paragraph.start..paragraph.end {
        let Some(mark) = mark(text, tokens[token as usize]) else { continue };
        if let Some(start) = open.take() {
            let end = if mark == Mark::Close { token + 1 } else { token };
            out.push(QuoteSpan { outer: TokenSpan::new(start, end), inner: TokenSpan::new(start + 1, token) });
        }
        if mark == Mark::Open {
            open = Some(token);
        }
    }
    if let Some(start) = open
        && reopens
    {
        let end = paragraph.end;
        out.push(QuoteSpan { outer: TokenSpan::new(start, end), inner: TokenSpan::new(start + 1, end) });
    }
}

fn mark(text: &str, token: ByteSpan) -> Option<Mark> {
    match token.slice(text) {
        "“" | "„" | "«" | "``" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        "\"" | "''" => {
            let before = text[..token.start as usize].chars().next_back();
            let behind = text[token.end as usize..].chars().next();
            let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—'));
            let opens = free_before && behind.is_some_and(|c| !c.is_whitespace());
            Some(if opens { Mark::Open } else { Mark::Close })
        }
        _ => None,
    }
}

/// From how many tokens on words between marks are taken for speech.
const MIN_TOKENS: u32 = 4;

fn is_speech(text: &str, tokens: &[ByteSpan], quote: QuoteSpan) -> bool {
    if quote.inner.is_empty() {
        return false;
    }
    let last = tokens[quote.inner.end as usize - 1].slice(text);
    quote.inner.len() >= MIN_TOKENS || (quote.inner.len() >= 2 && matches!(last, "," | "." | "!" | "?"))
}
