//! A page to read facts on: the article with everything set off, each fact with
//! its roles, its rule and its trace, and a table.
//!
//! The page is one file and fetches nothing. It is written by hand, article by
//! article, so that a corpus never has to fit into memory; a template library
//! would want all of it at once, and all that it would give here is `escape`.

mod escape;
mod text;

use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::sync::Arc;

use escape::escape;

use super::wrap::one_line;
use crate::explain::{Attempt, Fate, Step};
use crate::fact::{Extraction, Fact, Filler};
use crate::text::Article;

/// How many colours tell types apart.
const HUES: usize = 8;

/// A page, written from its head over its articles to its foot.
///
/// ```
/// use nutgraf::{Article, Extraction, writer::HtmlPage};
///
/// let page = HtmlPage::new(vec!["Meeting".into(), "Visit".into()]);
/// let article = page.article(&Article::new("a", "It rained."), &Extraction::default(), &[]);
/// let whole = format!("{}{article}{}", page.head("News"), page.foot());
/// assert!(whole.contains("no facts"));
/// ```
#[derive(Debug, Clone)]
pub struct HtmlPage {
    /// The fact types, which share the colours.
    types: Vec<Arc<str>>,
}

impl HtmlPage {
    /// A page of facts of these types.
    pub fn new(types: Vec<Arc<str>>) -> Self {
        Self { types }
    }

    /// What begins a page.
    ///
    /// ```
    /// let page = nutgraf::writer::HtmlPage::new(Vec::new());
    /// assert!(page.head("News").starts_with("<!doctype html>\n<html lang=\"en\">"));
    /// ```
    pub fn head(&self, title: &str) -> String {
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{}</style>\n\
         <noscript><style>.detail[hidden] {{ display: block }} .hint, .tools {{ display: none }}</style></noscript>\n\
         </head>\n<body>\n<header>\n<h1>{}</h1>\n<nav id=\"articles\" aria-label=\"Articles\" hidden></nav>\n\
         </header>\n<main>\n",
            escape(title),
            include_str!("page.css"),
            escape(title),
        )
    }

    /// What ends a page.
    ///
    /// ```
    /// assert!(nutgraf::writer::HtmlPage::new(Vec::new()).foot().ends_with("</html>\n"));
    /// ```
    pub fn foot(&self) -> String {
        format!("</main>\n<script>\n{}</script>\n</body>\n</html>\n", include_str!("page.js"))
    }

    /// An article between the head and the foot: its text, its facts, a table of
    /// them. `traces` holds for each fact how it was found, as far as that is known.
    ///
    /// ```
    /// use nutgraf::{Article, Extraction, writer::HtmlPage};
    ///
    /// let page = HtmlPage::new(Vec::new()).article(&Article::new("a<b", "Nothing."), &Extraction::default(), &[]);
    /// assert!(page.contains("a&lt;b") && page.contains("<p>Nothing.</p>"), "{page}");
    /// ```
    pub fn article(&self, article: &Article, extraction: &Extraction, traces: &[Option<Attempt>]) -> String {
        let id = id_of(article);
        let facts = &extraction.facts;
        let count = match facts.len() {
            0 => "no facts".to_owned(),
            1 => "1 fact".to_owned(),
            count => format!("{count} facts"),
        };
        let date = article.date.map(|date| format!("<time datetime=\"{date}\">{date}</time> · ")).unwrap_or_default();
        let mut out = format!(
            "<article id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{}</h2>\n<p class=\"sub\">{date}{count}</p>\n\
         <div class=\"cols\">\n<div class=\"text\">\n",
            escape(&one_line(&article.id)),
        );
        text::set_off(&mut out, article, extraction, &id, self);
        out.push_str("</div>\n<aside class=\"panel\" aria-label=\"The chosen fact\">\n");
        if !facts.is_empty() {
            out.push_str(
                "<p class=\"hint\">Choose a fact: by its number in the text, by its words, or in the table. What is underlined is a mention.</p>\n",
            );
        }
        for (number, fact) in facts.iter().enumerate() {
            let trace = traces.get(number).and_then(Option::as_ref);
            write_detail(&mut out, article, (&id, self), number + 1, fact, trace);
        }
        out.push_str("</aside>\n</div>\n");
        if !facts.is_empty() {
            write_table(&mut out, (&id, self), facts);
        }
        out.push_str("</article>\n");
        out
    }

    /// The colour of a type.
    fn hue(&self, type_name: &str) -> usize {
        self.types.iter().position(|known| **known == *type_name).unwrap_or(0) % HUES
    }
}

/// A name for the article's parts that depends on the article alone, so that
/// any number of threads write the same page.
fn id_of(article: &Article) -> String {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(article.id.as_bytes());
    hasher.write_u8(0);
    hasher.write(article.text.as_bytes());
    format!("a{:016x}", hasher.finish())
}

fn write_detail(
    out: &mut String,
    article: &Article,
    (id, page): (&str, &HtmlPage),
    number: usize,
    fact: &Fact,
    trace: Option<&Attempt>,
) {
    let hue = page.hue(&fact.type_name);
    add(
        out,
        &format!(
            "<section class=\"detail h{hue}\" id=\"{id}-{number}\" data-n=\"{number}\" aria-labelledby=\"{id}-{number}-h\" tabindex=\"-1\" hidden>\n\
         <h3 id=\"{id}-{number}-h\"><span class=\"n h{hue}\">{number}</span> {}</h3>\n\
         <p class=\"tools\"><button type=\"button\" class=\"prev\">Previous</button> \
         <button type=\"button\" class=\"next\">Next</button> <button type=\"button\" class=\"close\">Close</button></p>\n",
            escape(&fact.type_name),
        ),
    );
    out.push_str("<dl>\n");
    for role in &fact.roles {
        let fillers: Vec<String> =
            role.fillers.iter().map(|filler| format!("<dd>{}</dd>", show_filler(filler))).collect();
        add(out, &format!("<dt>{}</dt>{}\n", escape(&role.name), fillers.join("")));
    }
    out.push_str("</dl>\n");
    let attributes: Vec<String> = fact
        .attributes
        .iter()
        .map(|(name, value)| format!("<li>{} <b>{}</b></li>", escape(name), escape(value)))
        .collect();
    add(out, &format!("<ul class=\"tags\">{}</ul>\n", attributes.join("")));
    for told in &fact.evidence {
        let text = escape(&one_line(told.span.slice(&article.text)));
        add(
            out,
            &format!(
                "<blockquote>{text}<footer>{} <span class=\"at\">{}</span></footer></blockquote>\n",
                escape(&told.rule),
                escape(&told.at)
            ),
        );
    }
    if let Some(trace) = trace {
        write_trace(out, trace);
    }
    out.push_str("</section>\n");
}

fn show_filler(filler: &Filler) -> String {
    let text = one_line(&filler.text);
    let mut more: Vec<String> = Vec::new();
    more.extend(filler.type_name.as_deref().map(escape));
    more.extend(filler.entity.as_deref().filter(|entity| **entity != *text).map(escape));
    more.extend(filler.attributes.iter().map(|(name, value)| escape(&format!("{name} {value}"))));
    format!("{} <small>{}</small>", escape(&text), more.join(" · "))
}

/// How a fact was found, step by step.
fn write_trace(out: &mut String, trace: &Attempt) {
    out.push_str("<details open><summary>How it was found</summary>\n<ol class=\"trace\">\n");
    trace.steps.iter().for_each(|step| write_step(out, step));
    for role in &trace.roles {
        let found: Vec<String> = role.found.iter().map(|way| format!("<small>{}</small>", escape(way))).collect();
        add(
            out,
            &format!("<li><code>{}</code> <i>{}</i>{}</li>\n", escape(&role.path), escape(&role.role), found.join("")),
        );
    }
    out.push_str("</ol>\n");
    if let Fate::Fact { .. } = trace.fate {
        let notes: Vec<String> = trace.attributes.iter().map(|note| format!("<li>{}</li>", escape(note))).collect();
        if !notes.is_empty() {
            add(out, &format!("<ul class=\"notes\">{}</ul>\n", notes.join("")));
        }
    }
    out.push_str("</details>\n");
}

fn write_step(out: &mut String, step: &Step) {
    let roles =
        if step.roles.is_empty() { String::new() } else { format!(" <i>{}</i>", escape(&step.roles.join(" "))) };
    // Context and the ends of a sentence have no words.
    let text = if step.text.is_empty() { String::new() } else { format!(" <q>{}</q>", escape(&step.text)) };
    let by: Vec<String> = step.by.iter().map(|by| format!("<small>{}</small>", escape(by))).collect();
    add(out, &format!("<li><code>{}</code>{text}{roles}{}</li>\n", escape(&step.part), by.join("")));
}

fn write_table(out: &mut String, (id, page): (&str, &HtmlPage), facts: &[Fact]) {
    out.push_str(
        "<table>\n<caption>Facts</caption>\n<thead><tr><th scope=\"col\">No</th><th scope=\"col\">Type</th>\
         <th scope=\"col\">Roles</th><th scope=\"col\">Attributes</th><th scope=\"col\">Rule</th></tr></thead>\n<tbody>\n",
    );
    for (number, fact) in facts.iter().enumerate() {
        let number = number + 1;
        let roles: Vec<String> = fact
            .roles
            .iter()
            .map(|role| {
                let values: Vec<String> = role.fillers.iter().map(|filler| escape(&one_line(&filler.text))).collect();
                format!("<span class=\"role\"><i>{}</i> {}</span>", escape(&role.name), values.join(" · "))
            })
            .collect();
        // What every fact is unless something says otherwise goes without saying.
        let unusual = fact.attributes.iter().filter(|(name, value)| {
            !matches!((&**name, &**value), ("polarity", "positive") | ("modality", "asserted"))
        });
        let unusual: Vec<String> = unusual.map(|(name, value)| escape(&format!("{name} {value}"))).collect();
        let rule = fact.evidence.first().map(|told| escape(&told.rule)).unwrap_or_default();
        let type_name = escape(&fact.type_name);
        add(
            out,
            &format!(
                "<tr data-n=\"{number}\"><td><button type=\"button\" class=\"n h{}\" data-n=\"{number}\" aria-expanded=\"false\" \
             aria-controls=\"{id}-{number}\" aria-label=\"Show fact {number}: {type_name}\">{number}</button></td>\
             <th scope=\"row\">{type_name}</th><td>{}</td><td>{}</td><td>{rule}</td></tr>\n",
                page.hue(&fact.type_name),
                roles.join(" "),
                unusual.join(", "),
            ),
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn add(out: &mut String, text: &str) {
    out.write_str(text).expect("a string takes all that is written");
}
