//! `run`: articles in, facts out.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::articles::{Articles, Done};
use super::{Ending, Stop, packs};
use crate::engine::{Engine, Options, Session};
use crate::explain::Explainer;
use crate::fact::Extraction;
use crate::pack::{RuleDef, RuleSet, TENSE, TypeId};
use crate::text::Article;
use crate::writer::{CharOffsets, HtmlPage, Style, show_article, write_fact, write_mention};

/// Reads articles and writes their facts.
///
/// Facts come in the order of the articles, the same for any number of threads.
/// What cannot be read is named on standard error and skipped; the exit code
/// then is 2. A pack with errors is used without what is wrong in it.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// A pack: a folder, a .toml file, or a shipped pack by name (default: all that are shipped)
    #[arg(short, long = "rules", value_name = "PACK")]
    rules: Vec<String>,
    /// Only facts of this type
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// Only facts of this rule, as `name` or `pack/name`
    #[arg(long = "rule", value_name = "RULE")]
    only: Vec<String>,
    /// Write the mentions too: people, places, dates and what else rules and lists mark
    #[arg(long)]
    mentions: bool,
    /// How to write the facts
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    articles: Articles,
}

/// How facts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object a line
    Jsonl,
    /// A page to read them on, with the articles; it needs no other file
    Html,
}

impl Run {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(&self.rules)?;
        self.check_names(pack.rules())?;
        let is_page = self.format == Format::Html;
        let options = Options {
            mentions: self.mentions || is_page,
            types: self.types.clone(),
            rules: self.only.clone(),
            ..Options::default()
        };
        let engine = Engine::from_rules(pack.rules().clone(), options);
        let style = self.articles.style();
        let page = is_page.then(|| Page::new(pack.rules(), self.mentions, self.types.is_empty()));
        let frame = page.as_ref().map(Page::frame).unwrap_or_default();
        let all_read = self.articles.read_between(&frame, || {
            let mut session = engine.session();
            let mut explainer = page.as_ref().map(|_| Explainer::new(pack.rules()));
            let page = page.as_ref();
            move |article| match (page, &mut explainer) {
                (Some(page), Some(explainer)) => page.read(&mut session, explainer, &article),
                _ => self.read(&mut session, &article, style),
            }
        })?;
        Ok(if all_read && !faulty { Ending::Done } else { Ending::CouldNot })
    }

    /// An unknown type or rule would silently give nothing.
    fn check_names(&self, rules: &RuleSet) -> Result<(), Stop> {
        let types = rules.types.iter().map(|known| known.name.to_string()).collect::<Vec<_>>();
        for wanted in &self.types {
            known("type", wanted, &types)?;
        }
        let pack = |rule: &RuleDef| rules.packs[rule.pack.0 as usize].name.clone();
        let names =
            rules.rules.iter().flat_map(|rule| [rule.name.to_string(), format!("{}/{}", pack(rule), rule.name)]);
        let names: Vec<String> = names.collect();
        self.only.iter().try_for_each(|wanted| known("rule", wanted, &names))
    }

    /// Words that show a tense are for the values of dates: they come out for whoever asks for them by name.
    fn leave_out_help(&self, extraction: &mut Extraction) {
        if self.types.is_empty() {
            extraction.mentions.retain(|mention| &*mention.type_name != TENSE);
        }
    }

    fn read(&self, session: &mut Session, article: &Article, style: Style) -> Done {
        let mut extraction = session.read(article);
        self.leave_out_help(&mut extraction);
        let bytes = match self.format {
            Format::Text | Format::Html => {
                let mut text = String::new();
                show_article(&mut text, article, &extraction, style);
                text.into_bytes()
            }
            Format::Jsonl => {
                let mut out = Vec::new();
                let offsets = CharOffsets::new(&article.text);
                extraction.facts.iter().for_each(|fact| write_fact(&mut out, &article.id, fact, &offsets));
                for mention in &extraction.mentions {
                    write_mention(&mut out, &article.id, mention, &article.text, &offsets);
                }
                out
            }
        };
        Done { doc: article.id.clone(), bytes, notices: extraction.notices }
    }
}

/// What a page shows of articles.
struct Page {
    html: HtmlPage,
    /// The types whose mentions are set off in the text.
    shown: BTreeSet<Arc<str>>,
}

impl Page {
    /// Of mentions those that can fill a role, or all where they were asked for, but for help that nobody named.
    fn new(rules: &RuleSet, all: bool, no_help: bool) -> Self {
        let roles = rules.types.iter().flat_map(|definition| &definition.roles);
        let of_roles: BTreeSet<TypeId> =
            roles.flat_map(|role| &role.types).flat_map(|&id| rules.subtypes(id)).collect();
        let types = (0..rules.types.len() as u32).map(TypeId).filter(|id| all || of_roles.contains(id));
        let facts = rules.types.iter().filter(|definition| !definition.roles.is_empty());
        let html = HtmlPage::new(facts.map(|definition| definition.name.clone()).collect());
        let names = types.map(|id| rules.types[id.0 as usize].name.clone());
        Self { html, shown: names.filter(|name| !no_help || **name != *TENSE).collect() }
    }

    /// What begins and ends the page.
    fn frame(&self) -> (String, String) {
        (self.html.head("Articles and their facts"), self.html.foot())
    }

    fn read(&self, session: &mut Session, explainer: &mut Explainer, article: &Article) -> Done {
        let mut extraction = session.read(article);
        extraction.mentions.retain(|mention| self.shown.contains(&mention.type_name));
        let traces = explainer.traces(article, &extraction.facts);
        let bytes = self.html.article(article, &extraction, &traces).into_bytes();
        Done { doc: article.id.clone(), bytes, notices: extraction.notices }
    }
}

/// Whether a name is known; else what is near.
pub(super) fn known(kind: &str, wanted: &str, names: &[String]) -> Result<(), Stop> {
    if names.iter().any(|name| name == wanted) {
        return Ok(());
    }
    let near = crate::diagnostic::nearest(wanted, names.iter().map(String::as_str));
    let help = near.map_or_else(
        || format!("; `nutgraf list {kind}s` shows those that there are"),
        |near| format!(": did you mean `{near}`?"),
    );
    Err(Stop::Because(format!("unknown {kind} `{wanted}`{help}")))
}
