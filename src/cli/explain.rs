//! `explain`: why a rule matched, and why it did not.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::articles::tell_problem;
use super::run::known;
use super::{Ending, Stop, packs, print};
use crate::explain::Explainer;
use crate::pack::RuleDef;
use crate::reader::{self, Inputs, Unsaid};
use crate::text::Article;
use crate::writer::{CharOffsets, Style, explanation_json, show_explanation};

/// Says why a rule matched, or how near it came.
///
/// First the tokens with all that rules may ask of them; then what matched, step
/// by step, with every rule, list entry and pattern that had a part; or the
/// nearest miss: what failed on which token, and what would have passed. The
/// exit code is 1 where nothing came of the rule.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule, as `name` or `pack/name`
    rule: String,
    /// A text to explain it on
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    text: Option<String>,
    /// A file of articles, or one line of it; `-` or none is standard input
    #[arg(value_name = "FILE[:LINE]")]
    file: Option<PathBuf>,
    /// A pack: a folder, a .toml file, or a shipped pack by name (default: all that are shipped)
    #[arg(short, long = "rules", value_name = "PACK")]
    rules: Vec<String>,
    /// The day of an article that brings none, such as 2015-11-23
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// How to write the explanation
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object a line, one for each article
    Json,
}

/// An article, and the bytes of it that are asked about.
type Asked = (Article, std::ops::Range<usize>);

impl Explain {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(&self.rules)?;
        let rules = pack.rules();
        let full = |rule: &RuleDef| format!("{}/{}", rules.packs[rule.pack.0 as usize].name, rule.name);
        let names: Vec<String> = rules.rules.iter().flat_map(|rule| [rule.name.to_string(), full(rule)]).collect();
        known("rule", &self.rule, &names)?;
        let asked = self.asked()?;
        let mut explainer = Explainer::new(rules);
        let Some(rule) = explainer.rule(&self.rule) else { return Ok(Ending::CouldNot) };
        let has_color = anstream::stdout().current_choice() == anstream::ColorChoice::AlwaysAnsi;
        let style = if has_color { Style::COLOR } else { Style::PLAIN };
        let mut found = false;
        for (number, (article, bytes)) in asked.iter().enumerate() {
            let explanation = explainer.explain_bytes(rule, article, bytes.clone());
            found |= explanation.succeeded();
            match self.format {
                Format::Json => {
                    print(&format!("{}\n", explanation_json(&explanation, &CharOffsets::new(&article.text))))?;
                }
                Format::Text => {
                    let between = if number > 0 { "\n" } else { "" };
                    print(&format!("{between}{}", show_explanation(&explanation, style)))?;
                }
            }
        }
        Ok(match (faulty, found) {
            (true, _) => Ending::CouldNot,
            (false, true) => Ending::Done,
            (false, false) => Ending::No,
        })
    }

    fn asked(&self) -> Result<Vec<Asked>, Stop> {
        if let Some(text) = &self.text {
            let article = Article { date: self.date, ..Article::new("text", text.as_str()) };
            let bytes = 0..article.text.len();
            return Ok(vec![(article, bytes)]);
        }
        let (path, line) = self.file.as_deref().map_or((PathBuf::from("-"), None), split_line);
        let found = Inputs::find(std::slice::from_ref(&path));
        if let Some(problem) = found.problems.into_iter().next() {
            return Err(problem.into());
        }
        let mut articles = Vec::new();
        for item in reader::read(found.inputs, Unsaid { date: self.date, encoding: None }) {
            match item {
                Ok(article) => articles.push(article),
                Err(problem) if problem.is_skipped => return Err(problem.into()),
                Err(remark) => tell_problem(&remark),
            }
        }
        match line {
            None => Ok(articles
                .into_iter()
                .map(|article| (article.text.len(), article))
                .map(|(len, a)| (a, 0..len))
                .collect()),
            Some(line) => on_line(&path, articles, line),
        }
    }
}

/// `news.txt:12` as a file and a line; a file of that very name comes first.
fn split_line(path: &Path) -> (PathBuf, Option<usize>) {
    let whole = (path.to_owned(), None);
    if path.exists() {
        return whole;
    }
    let split = path.to_str().and_then(|text| text.rsplit_once(':'));
    match split.and_then(|(file, line)| Some((file, line.parse().ok().filter(|line| *line > 0)?))) {
        Some((file, line)) => (file.into(), Some(line)),
        None => whole,
    }
}

/// What stands on a line of a file: the sentences of a text, the article of a
/// JSON line, the sentence of a CoNLL-U file.
fn on_line(path: &Path, articles: Vec<Article>, line: usize) -> Result<Vec<Asked>, Stop> {
    let nothing = || Stop::Because(format!("{}:{line}: nothing to explain on this line", path.display()));
    let [article] = articles.as_slice() else {
        let text = fs::read_to_string(path)?;
        let before = text.lines().take(line);
        let number = before.filter(|line| !line.trim().is_empty()).count();
        // In JSON lines an article is a line; in CoNLL-U whole articles are blocks of many.
        let is_lines = text.lines().filter(|line| !line.trim().is_empty()).count() == articles.len();
        if !is_lines {
            return Err(Stop::Because(format!(
                "{}: it holds several articles; name no line, or give one article alone",
                path.display()
            )));
        }
        let article = articles.into_iter().nth(number.saturating_sub(1)).ok_or_else(nothing)?;
        let bytes = 0..article.text.len();
        return Ok(vec![(article, bytes)]);
    };
    let bytes = match &article.annotation {
        None => {
            let mut lines = article.text.split_inclusive('\n');
            let start: usize = lines.by_ref().take(line - 1).map(str::len).sum();
            start..start + lines.next().ok_or_else(nothing)?.len()
        }
        Some(annotation) => {
            let text = fs::read_to_string(path)?;
            let rows: Vec<bool> = text.lines().take(line).map(|line| line.trim().is_empty()).collect();
            // Blank lines behind lines that are none: sentences that ended before this line.
            let number = rows.windows(2).filter(|pair| !pair[0] && pair[1]).count();
            let first = annotation.sentences.get(number).ok_or_else(nothing)?.first_token as usize;
            let end =
                annotation.sentences.get(number + 1).map_or(annotation.tokens.len(), |next| next.first_token as usize);
            annotation.tokens[first].span.start as usize..annotation.tokens[end - 1].span.end as usize
        }
    };
    if article.text[bytes.clone()].trim().is_empty() {
        return Err(nothing());
    }
    Ok(vec![(article.clone(), bytes)])
}
