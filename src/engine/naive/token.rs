//! An article as the naive matcher sees it, and what a token may be asked.

use std::cmp::Ordering;

use crate::analysis::{fold, normalize, segment};
use crate::pattern::{Atom, Operator, Value, whole_regex};
use crate::text::{Annotation, Article, ByteSpan, Segmentation, Sentence, TokenSpan};

/// A token with all that is known of it.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: ByteSpan,
    pub(super) text: String,
    pub(super) lemma: Option<String>,
    pub(super) pos: Option<String>,
    pub(super) relation: Option<String>,
}

/// The tokens and sentences of an article.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) source: String,
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
}

impl Text {
    pub(super) fn read(article: &Article) -> Self {
        match &article.annotation {
            Some(annotation) => Self::annotated(&article.text, annotation),
            None => Self::plain(&article.text),
        }
    }

    fn plain(source: &str) -> Self {
        let mut cut = Segmentation::default();
        segment(source, &mut cut);
        let tokens = cut.tokens.iter().map(|&span| Token {
            span,
            text: span.slice(source).to_owned(),
            lemma: None,
            pos: None,
            relation: None,
        });
        Self { source: source.to_owned(), tokens: tokens.collect(), sentences: cut.sentences }
    }

    fn annotated(source: &str, annotation: &Annotation) -> Self {
        let tokens: Vec<_> = annotation
            .tokens
            .iter()
            .map(|token| Token {
                span: token.span,
                text: token.span.slice(source).to_owned(),
                lemma: token.lemma.clone(),
                pos: token.upos.clone(),
                relation: token.relation.clone(),
            })
            .collect();
        let mut sentences = Vec::new();
        let mut paragraph = 0;
        for (index, given) in annotation.sentences.iter().enumerate() {
            if given.starts_paragraph && index > 0 {
                paragraph += 1;
            }
            let end = annotation.sentences.get(index + 1).map_or(tokens.len() as u32, |next| next.first_token);
            let span = TokenSpan::new(given.first_token, end);
            sentences.push(Sentence { tokens: span, paragraph, title: false });
        }
        let mut text = Self { source: source.to_owned(), tokens, sentences };
        text.find_headline();
        text
    }

    /// A first paragraph of one line, followed by a blank one, is a headline.
    fn find_headline(&mut self) {
        let mut first = self.sentences.iter().filter(|sentence| sentence.paragraph == 0);
        let (Some(begin), Some(end)) = (self.tokens.first(), first.next_back().map(|last| last.tokens.end)) else {
            return;
        };
        let end = self.tokens[end as usize - 1].span.end as usize;
        let one_line = !self.source[begin.span.start as usize..end].contains('\n');
        let after: String = self.source[end..].chars().take_while(|c| c.is_whitespace()).collect();
        let blank_line_after = after.matches('\n').count() >= 2 && self.source[end..].trim() != "";
        if one_line && blank_line_after {
            for sentence in self.sentences.iter_mut().filter(|sentence| sentence.paragraph == 0) {
                sentence.title = true;
            }
        }
    }

    pub(super) fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// The number of the sentence that holds a token.
    pub(super) fn sentence_of(&self, token: u32) -> usize {
        let found = self.sentences.iter().position(|sentence| sentence.tokens.contains(token));
        found.expect("every token lies in a sentence")
    }

    /// The text from the first token of a span to its last.
    pub(super) fn slice(&self, span: TokenSpan) -> &str {
        if span.is_empty() {
            return "";
        }
        let first = self.tokens[span.start as usize].span;
        let last = self.tokens[span.end as usize - 1].span;
        first.join(last).slice(&self.source)
    }

    /// Whether an atom that is one token holds on a token.
    pub(super) fn holds(&self, atom: &Atom, token: u32) -> bool {
        let words = words(atom);
        words.len() == 1 && self.word_holds(atom, &words[0], token)
    }

    /// Whether one word of an atom holds on a token.
    pub(super) fn word_holds(&self, atom: &Atom, word: &str, token: u32) -> bool {
        let token = &self.tokens[token as usize];
        match atom {
            Atom::Word(_) => any_case(&token.text) == any_case(word),
            Atom::Exact(_) => twin(&token.text) == twin(word),
            Atom::Lemma(_) => token.lemma.as_ref().is_some_and(|lemma| any_case(lemma) == any_case(word)),
            Atom::Pos(tag) => token.pos.as_ref() == Some(tag),
            Atom::Regex { source, ignore_case } => matches_whole(source, *ignore_case, &token.text),
        }
    }

    /// Whether a flag holds on a token; none where no flag has this name.
    pub(super) fn flag(&self, name: &str, index: u32) -> Option<bool> {
        let sentence = &self.sentences[self.sentence_of(index)];
        match name {
            "first" => Some(sentence.tokens.start == index),
            "title" => Some(sentence.title),
            // Quotes come from the engine's own values, which this matcher leaves out.
            "quoted" => Some(false),
            _ => flag_of(&self.tokens[index as usize].text, name),
        }
    }

    /// An attribute of a token.
    pub(super) fn attribute(&self, name: &str, token: u32) -> Option<String> {
        let token = &self.tokens[token as usize];
        match name {
            "lemma" => token.lemma.clone(),
            "pos" => token.pos.clone(),
            "dep" => token.relation.clone(),
            _ => attribute_of(&token.text, name),
        }
    }
}

/// Whether a flag that is seen in the text alone holds; none where there is none of this name.
pub(super) fn flag_of(text: &str, name: &str) -> Option<bool> {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let is_digit = |c: char| c.is_numeric();
    Some(match name {
        "cap" => letters().next().is_some_and(char::is_uppercase),
        "upper" => letters().count() >= 2 && letters().all(char::is_uppercase),
        "digit" => text.chars().any(is_digit) && text.chars().all(|c| is_digit(c) || matches!(c, ',' | '.')),
        "punct" => !text.chars().any(char::is_alphanumeric),
        _ => return None,
    })
}

/// An attribute that is seen in the text alone.
pub(super) fn attribute_of(text: &str, name: &str) -> Option<String> {
    match name {
        "text" => Some(text.to_owned()),
        "lower" => Some(text.to_lowercase()),
        "len" => Some(text.chars().count().to_string()),
        "shape" => Some(shape(text)),
        _ => None,
    }
}

/// Whether an atom holds on the whole text of a mention. It is no token, and has neither lemma nor tag.
pub(super) fn holds_of_text(atom: &Atom, text: &str) -> bool {
    match atom {
        Atom::Word(word) => any_case(text) == any_case(word),
        Atom::Exact(word) => twin(text) == twin(word),
        Atom::Regex { source, ignore_case } => matches_whole(source, *ignore_case, text),
        Atom::Lemma(_) | Atom::Pos(_) => false,
    }
}

/// The words of an atom, one a token.
pub(super) fn words(atom: &Atom) -> Vec<String> {
    match atom {
        Atom::Word(text) | Atom::Exact(text) | Atom::Lemma(text) => cut(text),
        // One token, and no word that it must be.
        Atom::Pos(_) | Atom::Regex { .. } => vec![String::new()],
    }
}

/// Text of a pattern or of a list, cut as an article is.
pub(super) fn cut(text: &str) -> Vec<String> {
    let mut cut = Segmentation::default();
    segment(text, &mut cut);
    cut.tokens.iter().map(|span| span.slice(text).to_owned()).collect()
}

/// Text as it is compared: typographic twins are alike.
pub(super) fn twin(text: &str) -> String {
    normalize(text).into_owned()
}

/// Text as it is compared in any case.
pub(super) fn any_case(text: &str) -> String {
    fold(text)
}

/// `X`, `x`, `d` for upper, lower, digit, all else itself; runs cut to four.
fn shape(text: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    for c in text.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        if out.len() < 4 || out[out.len() - 4..].iter().any(|&before| before != class) {
            out.push(class);
        }
    }
    out.into_iter().collect()
}

fn matches_whole(source: &str, ignore_case: bool, text: &str) -> bool {
    whole_regex(source, ignore_case).expect("the pattern language checks its regexes").is_match(text)
}

/// Whether `attribute op value` holds of an attribute that may be missing.
pub(super) fn compare(attribute: Option<&str>, operator: Operator, value: &Value) -> bool {
    let Some(attribute) = attribute else { return false };
    match operator {
        Operator::Equal => equals(attribute, value),
        Operator::NotEqual => !equals(attribute, value),
        Operator::Less => in_order(attribute, value, Ordering::is_lt),
        Operator::AtMost => in_order(attribute, value, Ordering::is_le),
        Operator::Greater => in_order(attribute, value, Ordering::is_gt),
        Operator::AtLeast => in_order(attribute, value, Ordering::is_ge),
    }
}

/// Whether an attribute is a value.
pub(super) fn equals(attribute: &str, value: &Value) -> bool {
    match value {
        Value::Word(word) => any_case(attribute) == any_case(word),
        Value::Exact(word) => twin(attribute) == twin(word),
        Value::Regex { source, ignore_case } => matches_whole(source, *ignore_case, attribute),
        Value::Number(number) => match (attribute.parse::<f64>(), number.parse::<f64>()) {
            (Ok(a), Ok(b)) => a.total_cmp(&b).is_eq(),
            _ => attribute == number,
        },
    }
}

/// Only numbers and days have an order: nothing is guessed of words.
fn in_order(attribute: &str, value: &Value, holds: fn(Ordering) -> bool) -> bool {
    let (Value::Number(value) | Value::Word(value) | Value::Exact(value)) = value else { return false };
    match (attribute.parse::<f64>(), value.parse::<f64>()) {
        (Ok(a), Ok(b)) => holds(a.total_cmp(&b)),
        _ => is_day(attribute) && is_day(value) && holds(attribute.cmp(value)),
    }
}

/// Whether a text begins as ISO 8601 writes a day: with a year, a hyphen and a month.
fn is_day(text: &str) -> bool {
    let begin: Vec<u8> = text.bytes().take(7).collect();
    let is_right = |(at, byte): (usize, &u8)| if at == 4 { *byte == b'-' } else { byte.is_ascii_digit() };
    begin.len() == 7 && begin.iter().enumerate().all(is_right)
}
