//! The cases of `tests/matcher`: rules, a text, and what must match.
//!
//! Each case runs on the naive matcher and on the engine. A file may give
//! definitions to all of its cases (`given`); a case writes a rule file
//! (`rules`), or only the `pattern` of a rule `r`, with `unless` and `match`
//! as they are in a rule. Its article is a `text`, or `tokens` such as
//! `met/meet/VERB`, with ` | ` between sentences and ` || ` between
//! paragraphs. It expects the matches of `r`, each as its text or as a table
//! of its text, its captures, and, where they matter, `at` (its first token)
//! and `rule`.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::token::Text;
use super::{NaiveMatch, matches};
use crate::pack::{Missing, Origin, Pack, PackFiles, RawFile, RuleSet, Sources};
use crate::text::{AnnotatedSentence, AnnotatedToken, Annotation, Article, ByteSpan};

/// A case, with what its file gives to all.
struct Case {
    file: String,
    given: String,
    files: Table,
    table: Table,
}

impl Case {
    fn string(&self, key: &str) -> Option<&str> {
        self.table.get(key).map(|value| value.as_str().unwrap_or_else(|| panic!("{key} of {} is text", self.name())))
    }

    fn name(&self) -> String {
        format!("{}: {}", self.file, self.table.get("name").and_then(Value::as_str).expect("a case has a name"))
    }

    /// The rule file of the case.
    fn rules(&self) -> String {
        let mut rules = format!("{}\n{}\n", self.given, self.string("rules").unwrap_or_default());
        let Some(pattern) = self.string("pattern") else { return rules };
        writeln!(rules, "[type.Hit]\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = {}", Value::from(pattern)).unwrap();
        for key in ["unless", "match"] {
            if let Some(value) = self.table.get(key) {
                writeln!(rules, "{key} = {value}").unwrap();
            }
        }
        rules
    }

    fn pack(&self) -> Pack {
        let file = RawFile { name: "case.toml".to_owned(), bytes: self.rules().into_bytes() };
        let root = PackFiles { identity: "case".to_owned(), name: "case".to_owned(), files: vec![file] };
        Pack::from_files(vec![root], self)
    }

    fn article(&self) -> Article {
        match (self.string("text"), self.string("tokens")) {
            (Some(text), None) => Article::new("case", text),
            (None, Some(tokens)) => annotated(tokens),
            _ => panic!("{} has either a text or tokens", self.name()),
        }
    }
}

/// The files of lists stand in the file of the case, under `files`.
impl Sources for Case {
    fn pack(&self, _: &str, _: Origin<'_>) -> Result<PackFiles, Missing> {
        Err(Missing::default())
    }

    fn list(&self, path: &str, _: Origin<'_>) -> Result<RawFile, Missing> {
        let file = self.files.get(path).and_then(Value::as_str).ok_or_else(Missing::default)?;
        Ok(RawFile { name: path.to_owned(), bytes: file.as_bytes().to_vec() })
    }
}

/// An article from tokens such as `met/meet/VERB`.
fn annotated(tokens: &str) -> Article {
    let mut text = String::new();
    let mut annotation = Annotation::default();
    let mut starts_paragraph = Some(true);
    for word in tokens.split(' ') {
        match word {
            "|" => starts_paragraph = Some(false),
            "||" => starts_paragraph = Some(true),
            word => {
                let mut columns = word.split('/');
                let form = columns.next().expect("a split gives one piece at least");
                let first_token = annotation.tokens.len() as u32;
                if first_token > 0 {
                    text.push_str(if starts_paragraph == Some(true) { "\n\n" } else { " " });
                }
                if let Some(starts_paragraph) = starts_paragraph.take() {
                    annotation.sentences.push(AnnotatedSentence { first_token, starts_paragraph });
                }
                let start = text.len() as u32;
                text.push_str(form);
                annotation.tokens.push(AnnotatedToken {
                    span: ByteSpan::new(start, text.len() as u32),
                    lemma: columns.next().map(str::to_owned),
                    upos: columns.next().map(str::to_owned),
                    ..AnnotatedToken::default()
                });
            }
        }
    }
    Article { annotation: Some(annotation), ..Article::new("case", text) }
}

/// A match as a case writes it.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    rule: String,
    text: String,
    at: Option<i64>,
    /// None does not say.
    captures: Option<Vec<(String, Vec<String>)>>,
}

impl Expected {
    fn read(value: &Value) -> Self {
        match value {
            Value::String(text) => Self { rule: "r".to_owned(), text: text.clone(), at: None, captures: None },
            Value::Table(table) => {
                let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
                let captures = table.iter().filter(|(key, _)| !["rule", "text", "at"].contains(&key.as_str()));
                let mut captures: Vec<_> = captures.map(|(name, value)| (name.clone(), strings(value))).collect();
                captures.sort();
                Self {
                    rule: text("rule").unwrap_or("r".to_owned()),
                    text: text("text").expect("a match has a text"),
                    at: table.get("at").and_then(Value::as_integer),
                    captures: Some(captures),
                }
            }
            other => panic!("{other} is no match"),
        }
    }

    fn found(found: &NaiveMatch, rules: &RuleSet, text: &Text) -> Self {
        let texts = |spans: &[_]| spans.iter().map(|&span| text.slice(span).to_owned()).collect();
        Self {
            rule: rules.rules[found.rule.0 as usize].name.to_string(),
            text: text.slice(found.tokens).to_owned(),
            at: Some(i64::from(found.tokens.start)),
            captures: Some(found.captures.iter().map(|(name, spans)| (name.clone(), texts(spans))).collect()),
        }
    }

    /// Whether a match is what was expected, as far as it was said.
    fn allows(&self, found: &Self) -> bool {
        self.rule == found.rule
            && self.text == found.text
            && (self.at.is_none() || self.at == found.at)
            && (self.captures.is_none() || self.captures == found.captures)
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many.iter().flat_map(strings).collect(),
        other => panic!("{other} is no captured text"),
    }
}

/// Every case of every file.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matcher");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths.iter().flat_map(|path| cases_of(path)).collect()
}

fn cases_of(path: &Path) -> Vec<Case> {
    let file = path.file_stem().unwrap().to_string_lossy().into_owned();
    let table: Table = fs::read_to_string(path).unwrap().parse().unwrap_or_else(|error| panic!("{file}: {error}"));
    let given = table.get("given").and_then(Value::as_str).unwrap_or_default();
    let files = table.get("files").and_then(Value::as_table).cloned().unwrap_or_default();
    let cases = table["case"].as_array().expect("`case` is an array of tables");
    cases
        .iter()
        .map(|case| Case {
            file: file.clone(),
            given: given.to_owned(),
            files: files.clone(),
            table: case.as_table().expect("a case is a table").clone(),
        })
        .collect()
}

#[test]
fn every_pattern_of_a_case_can_be_read() {
    let mut faults = String::new();
    for case in cases() {
        if let Some(Err(error)) = case.string("pattern").map(crate::pattern::parse) {
            writeln!(faults, "{}: {error:?}", case.name()).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What a case expects and did not get, or got and did not expect; nothing where all is well.
fn differences(case: &Case, rules: &RuleSet, article: &Article, found: &[NaiveMatch]) -> String {
    let text = Text::read(article);
    let wanted = case.table["expect"].as_array().expect("`expect` is an array of matches");
    let wanted: Vec<_> = wanted.iter().map(Expected::read).collect();
    let mut left: Vec<_> = found.iter().map(|found| Expected::found(found, rules, &text)).collect();
    left.retain(|found| found.rule == "r" || wanted.iter().any(|wanted| wanted.rule == found.rule));
    let mut out = String::new();
    for wanted in wanted {
        match left.iter().position(|found| wanted.allows(found)) {
            Some(index) => drop(left.remove(index)),
            None => writeln!(out, "    missing {wanted:?}").unwrap(),
        }
    }
    for found in left {
        writeln!(out, "    noisy {found:?}").unwrap();
    }
    out
}

/// Cases in which the engine does not yet find what they expect, each with the reason.
const KNOWN_GAPS: &[&str] = &[];

/// Runs a matcher on every case; `gaps` are those that are known to fail.
fn check(matcher: fn(&RuleSet, &Article) -> Vec<NaiveMatch>, gaps: &[&str]) {
    let mut faults = String::new();
    for case in cases() {
        let name = case.name();
        let pack = case.pack();
        for error in pack.diagnostics().iter().filter(|fault| fault.is_error()) {
            writeln!(faults, "{name}\n    {}: {} {:?}", error.code, error.title, error.help).unwrap();
        }
        let article = case.article();
        let found = differences(&case, pack.rules(), &article, &matcher(pack.rules(), &article));
        match (found.is_empty(), gaps.contains(&name.as_str())) {
            (false, false) => writeln!(faults, "{name}\n{found}").unwrap(),
            (true, true) => writeln!(faults, "{name}\n    is no known gap any more").unwrap(),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_naive_matcher_finds_what_each_case_expects() {
    check(matches, &[]);
}

#[test]
fn the_engine_finds_what_each_case_expects() {
    check(super::engine_matches, KNOWN_GAPS);
}
