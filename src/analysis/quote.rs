//! Quotations: which tokens stand between a pair of quotation marks.
//!
//! Only quotations that report speech are wanted, not scare quotes or titles:
//! one counts if it holds four tokens, or ends in the punctuation
//! that closes a clause. A quotation stays in its paragraph. One that is still
//! open at the end of a paragraph reaches up to there if the next paragraph
//! opens with a mark again, as long quotations are set; else it is none.

use crate::text::{ByteSpan, Segmentation, TokenSpan};

/// From how many tokens on words between marks are taken for speech.
const MIN_TOKENS: u32 = 4;

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
    Straight,
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
            token.is_some_and(|token| matches!(mark(token.slice(text)), Some(Mark::Open | Mark::Straight)))
        });
        quotes_of_paragraph(text, &segmentation.tokens, tokens, reopens, &mut quotes);
    }
    quotes.retain(|quote| is_speech(text, &segmentation.tokens, *quote));
    quotes
}

fn quotes_of_paragraph(text: &str, tokens: &[ByteSpan], paragraph: TokenSpan, reopens: bool, out: &mut Vec<QuoteSpan>) {
    let mut open: Option<u32> = None;
    for token in paragraph.start..paragraph.end {
        let Some(mark) = mark(tokens[token as usize].slice(text)) else { continue };
        match (mark, open) {
            // An opening mark inside an open quotation means that the first was never closed.
            (Mark::Open, _) | (Mark::Straight, None) => open = Some(token),
            (Mark::Close | Mark::Straight, Some(start)) => {
                let (outer, inner) = (TokenSpan::new(start, token + 1), TokenSpan::new(start + 1, token));
                out.push(QuoteSpan { outer, inner });
                open = None;
            }
            (Mark::Close, None) => {}
        }
    }
    if let Some(start) = open
        && reopens
    {
        let end = paragraph.end;
        out.push(QuoteSpan { outer: TokenSpan::new(start, end), inner: TokenSpan::new(start + 1, end) });
    }
}

fn mark(token: &str) -> Option<Mark> {
    match token {
        "\"" | "''" => Some(Mark::Straight),
        "“" | "„" | "«" | "``" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        _ => None,
    }
}

fn is_speech(text: &str, tokens: &[ByteSpan], quote: QuoteSpan) -> bool {
    if quote.inner.is_empty() {
        return false;
    }
    let last = tokens[quote.inner.end as usize - 1].slice(text);
    quote.inner.len() >= MIN_TOKENS || (quote.inner.len() >= 2 && matches!(last, "," | "." | "!" | "?"))
}
