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
//! and no space behind, and closes elsewhere. At the start of a paragraph every
//! mark opens.
//!
//! Single marks count outside double ones, and close only behind the punctuation
//! of a clause, for they are apostrophes too.

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
    let known = out.len();
    let mut open: Option<u32> = None;
    for token in paragraph.start..paragraph.end {
        let Some(mut mark) = mark(text, tokens[token as usize]) else { continue };
        if token == paragraph.start {
            // A mark that closes nothing was set the wrong way round.
            mark = Mark::Open;
        }
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
    let single = single_quotes(text, tokens, paragraph, &out[known..]);
    if !single.is_empty() {
        out.extend(single);
        out[known..].sort_by_key(|quote| quote.outer);
    }
}

/// The quotations of a paragraph between single marks, outside those between double ones.
fn single_quotes(text: &str, tokens: &[ByteSpan], paragraph: TokenSpan, double: &[QuoteSpan]) -> Vec<QuoteSpan> {
    let mut found = Vec::new();
    let mut double = double.iter().peekable();
    let mut open: Option<u32> = None;
    let mut covered = 0;
    for token in paragraph.start..paragraph.end {
        if let Some(quote) = double.next_if(|quote| quote.outer.start <= token) {
            covered = quote.outer.end;
            open = None;
        }
        if token < covered {
            continue;
        }
        match tokens[token as usize].slice(text) {
            "'" | "‘" if opens(text, tokens[token as usize]) => open = Some(token),
            "'" | "’" => {
                let Some(start) = open else { continue };
                let last = tokens[token as usize - 1];
                let touches = last.end == tokens[token as usize].start;
                if touches && matches!(last.slice(text), "," | "." | "!" | "?" | "?!" | "..." | "…") {
                    let inner = TokenSpan::new(start + 1, token);
                    found.push(QuoteSpan { outer: TokenSpan::new(start, token + 1), inner });
                    open = None;
                }
            }
            _ => {}
        }
    }
    found
}

fn mark(text: &str, token: ByteSpan) -> Option<Mark> {
    match token.slice(text) {
        "“" | "„" | "«" | "``" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        "\"" | "''" => Some(if opens(text, token) { Mark::Open } else { Mark::Close }),
        _ => None,
    }
}

/// Whether a straight mark opens a quotation.
fn opens(text: &str, token: ByteSpan) -> bool {
    let before = text[..token.start as usize].chars().next_back();
    let behind = text[token.end as usize..].chars().next();
    let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—'));
    free_before && behind.is_some_and(|c| !c.is_whitespace())
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

#[cfg(test)]
mod tests {
    use super::find_quotes;
    use crate::analysis::segment;
    use crate::text::Segmentation;

    /// The quotations of a text, without their marks.
    fn quotes(text: &str) -> Vec<&str> {
        let mut segmentation = Segmentation::default();
        segment(text, &mut segmentation);
        let quotes = find_quotes(text, &segmentation);
        let text_of = |quote: &super::QuoteSpan| {
            let tokens = &segmentation.tokens[quote.inner.range()];
            &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize]
        };
        quotes.iter().map(text_of).collect()
    }

    #[test]
    fn speech_between_marks_of_any_kind_is_found() {
        let cases: [(&str, &[&str]); 9] = [
            ("\"We will not go,\" she said. \"It is late.\"", &["We will not go,", "It is late."]),
            ("“We will not go,” she said.", &["We will not go,"]),
            ("'We will not go,' she said. 'It is late.'", &["We will not go,", "It is late."]),
            ("‘We won’t go,’ she said of the boys’ plan.", &["We won’t go,"]),
            ("The boys' plan was to go to the girls' club.", &[]),
            ("\"He told us: 'We will not go.' We went,\" she said.", &["He told us: 'We will not go.' We went,"]),
            ("”We will not go at all,” she said.", &["We will not go at all,"]),
            ("“We will not go.\n\n“It is late, and we stay.”", &["We will not go.", "It is late, and we stay."]),
            ("The 'soft' snow and the \"hard\" ice melt.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(quotes(text), expected, "{text}");
        }
    }
}
