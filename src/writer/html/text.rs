//! The text of an article with its mentions and facts set off.
//!
//! Facts and mentions overlap as they like, and tags must not. So the text is
//! cut wherever something begins or ends, and each piece says what it is part
//! of.

use std::fmt::Write as _;

use super::escape::escape;
use super::{HtmlPage, add};
use crate::analysis::segment;
use crate::fact::{Extraction, Fact, Mention};
use crate::text::{Article, ByteSpan, Segmentation};
use crate::writer::one_line;

/// A paragraph's place, and whether it is the headline.
struct Paragraph {
    span: ByteSpan,
    title: bool,
}

/// The paragraphs of an article with everything set off. Facts are told by their numbers, from 1.
pub(super) fn set_off(out: &mut String, article: &Article, extraction: &Extraction, id: &str, page: &HtmlPage) {
    for paragraph in paragraphs(article) {
        out.push_str(if paragraph.title { "<p class=\"title\">" } else { "<p>" });
        pieces(out, article, extraction, paragraph.span, (id, page));
        out.push_str("</p>\n");
    }
}

fn paragraphs(article: &Article) -> Vec<Paragraph> {
    let mut found: Vec<(u32, Paragraph)> = Vec::new();
    let mut add = |number: u32, span: ByteSpan, title: bool| match found.last_mut() {
        Some((last, paragraph)) if *last == number => paragraph.span = paragraph.span.join(span),
        _ => found.push((number, Paragraph { span, title })),
    };
    if let Some(annotation) = &article.annotation {
        let mut number = 0;
        for (index, sentence) in annotation.sentences.iter().enumerate() {
            number += u32::from(sentence.starts_paragraph && index > 0);
            let end =
                annotation.sentences.get(index + 1).map_or(annotation.tokens.len(), |next| next.first_token as usize);
            let tokens = &annotation.tokens[sentence.first_token as usize..end];
            if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
                add(number, first.span.join(last.span), false);
            }
        }
    } else {
        let mut cut = Segmentation::default();
        segment(&article.text, &mut cut);
        for sentence in &cut.sentences {
            let tokens = &cut.tokens[sentence.tokens.range()];
            if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
                add(sentence.paragraph, first.join(*last), sentence.title);
            }
        }
    }
    found.into_iter().map(|(_, paragraph)| paragraph).collect()
}

fn pieces(
    out: &mut String,
    article: &Article,
    extraction: &Extraction,
    paragraph: ByteSpan,
    (id, page): (&str, &HtmlPage),
) {
    let inside = |at: &u32| paragraph.start < *at && *at < paragraph.end;
    let facts = extraction.facts.iter().flat_map(places);
    let spans = facts.chain(extraction.mentions.iter().map(|mention| mention.span));
    let mut cuts: Vec<u32> = spans.flat_map(|span| [span.start, span.end]).filter(inside).collect();
    cuts.extend([paragraph.start, paragraph.end]);
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let piece = ByteSpan::new(pair[0], pair[1]);
        let begins = |fact: &Fact| fact.evidence.first().is_some_and(|told| told.span.start == piece.start);
        if !extraction.facts.iter().any(begins) {
            write_piece(out, article, extraction, piece, page);
            continue;
        }
        // A number stays on the line of its first word.
        let word = piece.slice(&article.text).find(char::is_whitespace).map_or(piece.end, |at| piece.start + at as u32);
        out.push_str("<span class=\"w\">");
        for (number, fact) in extraction.facts.iter().enumerate().filter(|(_, fact)| begins(fact)) {
            write_button(out, id, number + 1, fact, page);
        }
        write_piece(out, article, extraction, ByteSpan::new(piece.start, word), page);
        out.push_str("</span>");
        write_piece(out, article, extraction, ByteSpan::new(word, piece.end), page);
    }
}

/// The places of a fact: its tellings and its fillers.
fn places(fact: &Fact) -> impl Iterator<Item = ByteSpan> + '_ {
    let fillers = fact.roles.iter().flat_map(|role| &role.fillers);
    let fillers = fillers.flat_map(|filler| filler.also.iter().copied().chain([filler.span]));
    fact.evidence.iter().map(|told| told.span).chain(fillers)
}

fn holds(outer: ByteSpan, inner: ByteSpan) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn write_button(out: &mut String, id: &str, number: usize, fact: &Fact, page: &HtmlPage) {
    write!(
        out,
        "<button type=\"button\" class=\"n h{}\" data-n=\"{number}\" aria-expanded=\"false\" aria-controls=\"{id}-{number}\" \
         aria-label=\"Fact {number}: {}\">{number}</button>",
        page.hue(&fact.type_name),
        escape(&fact.type_name),
    )
    .expect("a string takes all that is written");
}

fn write_piece(out: &mut String, article: &Article, extraction: &Extraction, piece: ByteSpan, page: &HtmlPage) {
    if piece.start == piece.end {
        return;
    }
    let text = escape(&piece.slice(&article.text).replace(['\n', '\r', '\t'], " "));
    let mut facts: Vec<(usize, &Fact)> = Vec::new();
    let mut roles: Vec<String> = Vec::new();
    for (number, fact) in extraction.facts.iter().enumerate() {
        if fact.evidence.iter().any(|told| holds(told.span, piece)) {
            facts.push((number + 1, fact));
        }
        for role in &fact.roles {
            let mut places = role.fillers.iter().flat_map(|filler| filler.also.iter().copied().chain([filler.span]));
            if places.any(|place| holds(place, piece)) {
                roles.push(format!("{}:{}", number + 1, role.name));
            }
        }
    }
    let longest = |mention: &&Mention| mention.span.end - mention.span.start;
    let mention = extraction.mentions.iter().filter(|mention| holds(mention.span, piece)).max_by_key(longest);
    if facts.is_empty() && mention.is_none() && roles.is_empty() {
        out.push_str(&text);
        return;
    }
    let mut classes = Vec::new();
    if let Some((_, fact)) = facts.first() {
        classes.push(format!("f h{}", page.hue(&fact.type_name)));
    }
    let mut attributes = String::new();
    if let Some(mention) = mention {
        classes.push("m".to_owned());
        add(&mut attributes, &format!(" title=\"{}\"", escape(&tell(mention, article))));
        // One stop for the keyboard, however many pieces a mention is cut into.
        if mention.span.start == piece.start {
            attributes.push_str(" tabindex=\"0\" role=\"button\"");
            if mention.span != piece {
                let whole = one_line(mention.span.slice(&article.text));
                add(&mut attributes, &format!(" aria-label=\"{}\"", escape(&whole)));
            }
        }
    }
    if !facts.is_empty() {
        let numbers: Vec<String> = facts.iter().map(|(number, _)| number.to_string()).collect();
        add(&mut attributes, &format!(" data-f=\"{}\"", numbers.join(" ")));
    }
    if !roles.is_empty() {
        add(&mut attributes, &format!(" data-r=\"{}\"", escape(&roles.join(" "))));
    }
    add(out, &format!("<span class=\"{}\"{attributes}>{text}</span>", classes.join(" ")));
}

/// What a mention is, line by line: its type and entity, its attributes, who made it.
fn tell(mention: &Mention, article: &Article) -> String {
    let entity = mention.entity.as_deref().filter(|entity| **entity != *mention.span.slice(&article.text));
    let entity = entity.map(|entity| format!(": {entity}")).unwrap_or_default();
    let mut lines = vec![format!("{}{entity}", mention.type_name)];
    lines.extend(mention.attributes.iter().map(|(name, value)| format!("{name} {value}")));
    let at = if mention.at.is_empty() { String::new() } else { format!(" ({})", mention.at) };
    lines.push(format!("by {}{at}", mention.source));
    lines.join("\n")
}
