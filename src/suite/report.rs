//! A report as a person reads it: what fails, with its text, and how to go on.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::writer::{Style, harmless, one_line, show_miss, wrap};

use super::{Difference, FixtureOutcome, Found, FoundFact, Known, Mismatch, Outcome, Report, Status};

/// The commands that a report gives a user to go on with.
///
/// ```
/// use nutgraf::suite::Commands;
///
/// let commands = Commands { test: "nutgraf test politics".into(), explain: Some("nutgraf explain -r politics".into()) };
/// ```
#[derive(Debug, Clone)]
pub struct Commands {
    /// What ran the suite, less its filters: `nutgraf test politics`.
    pub test: String,
    /// What explains a rule, less the rule and text; none where there is nothing of the kind.
    pub explain: Option<String>,
}

impl Report {
    /// The examples and fixtures that fail, each with its text, what differs, its
    /// place and the command that runs it alone; then one line that counts.
    ///
    /// ```
    /// use nutgraf::suite::{self, Filter};
    ///
    /// # let pack = nutgraf::Pack::from_toml("greetings", r#"
    /// #     [type.Greeting]
    /// #     [[rule]]
    /// #     name = "hello"
    /// #     tag = "Greeting"
    /// #     pattern = '"hello"'
    /// #     [[rule.example]]
    /// #     text = "Hello!"
    /// #     facts = [{}]
    /// #     [[rule.example]]
    /// #     text = "Hello again!"
    /// #     facts = []
    /// # "#);
    /// let report = suite::run(&pack, &Filter::default());
    /// use nutgraf::suite::Commands;
    /// use nutgraf::writer::Style;
    ///
    /// let commands = Commands { test: "nutgraf test greetings".into(), explain: None };
    /// let text = report.to_text(&commands, Style::PLAIN);
    /// assert!(text.starts_with("noisy: greetings/hello (greetings.toml:"));
    /// assert!(text.contains("alone: nutgraf test greetings --example"));
    /// ```
    pub fn to_text(&self, commands: &Commands, style: Style) -> String {
        let mut out = String::new();
        for outcome in self.outcomes.iter().filter(|outcome| outcome.status.is_failure()) {
            failure(&mut out, outcome, commands, style);
        }
        for outcome in self.fixtures.iter().filter(|outcome| outcome.status.is_failure()) {
            fixture_failure(&mut out, outcome, commands, style);
        }
        out.push_str(&self.summary());
        out
    }

    /// One line that counts.
    ///
    /// ```
    /// use nutgraf::suite::{self, Filter};
    ///
    /// # let pack = nutgraf::Pack::from_toml("greetings", r#"
    /// #     [type.Greeting]
    /// #     [[rule]]
    /// #     name = "hello"
    /// #     tag = "Greeting"
    /// #     pattern = '"hello"'
    /// #     [[rule.example]]
    /// #     text = "Hello!"
    /// #     facts = [{}]
    /// #     [[rule.example]]
    /// #     text = "Hello again!"
    /// #     facts = []
    /// # "#);
    /// let report = suite::run(&pack, &Filter::default());
    /// assert_eq!(report.summary(), "1 passed, 1 failed\n");
    /// ```
    pub fn summary(&self) -> String {
        let passed = self.count(|status| status == Status::Ok);
        let failed = self.count(Status::is_failure);
        let mut line = format!("{passed} passed, {failed} failed");
        let known = self.count(|status| status == Status::Known);
        if known > 0 {
            write!(line, ", {known} known to fail").expect("a string takes all that is written");
        }
        let skipped = self.count(|status| status == Status::Skipped);
        if skipped > 0 {
            write!(line, ", {skipped} skipped (their rules need a parse)").expect("a string takes all that is written");
        }
        line + "\n"
    }
}

impl Outcome {
    /// The filter that runs it alone.
    pub(super) fn filter(&self) -> String {
        format!("--example {}", quoted(&format!("{}:{}", self.at.file, self.at.line)))
    }

    /// What does not hold, line by line.
    pub(super) fn told(&self) -> Vec<String> {
        let right = self.known.iter().filter(|_| self.status == Status::Right);
        let mut lines: Vec<String> =
            right.map(|why| format!("known to fail, and holds: take `known` out (it says: {why})")).collect();
        lines.extend(self.mismatches.iter().flat_map(|mismatch| told(mismatch, &self.type_name)));
        lines.extend(self.notices.iter().map(|notice| format!("note: {notice}")));
        lines
    }
}

impl FixtureOutcome {
    /// The filter that runs it alone.
    pub(super) fn filter(&self) -> String {
        format!("--fixture {}", quoted(&self.name))
    }

    /// What is not as the golden has it, line by line.
    pub fn told(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (difference, sentence) in self.differences.iter().zip(&self.sentences) {
            lines.extend(sentence.iter().map(|sentence| one_line(&harmless(sentence))));
            lines.extend(self.told_of(difference).into_iter().map(|line| format!("  {line}")));
        }
        lines.extend(self.notices.iter().map(|notice| format!("note: {notice}")));
        lines
    }

    fn told_of(&self, difference: &Difference) -> Vec<String> {
        let file = &self.file;
        match difference {
            Difference::Missing(entry) => block(format!("not found ({file}:{})", entry.line), &entry.told.text),
            Difference::Noisy(found) => block(format!("not wanted, {}", by(&found.rules)), &found.told.text),
            Difference::Wrong(entry, found, keys) => {
                let head =
                    format!("found otherwise ({file}:{}): {} {}", entry.line, found.told.type_name, by_rules(found));
                std::iter::once(head).chain(keys.iter().map(differing)).collect()
            }
            Difference::Right(entry) => {
                let line = entry.known.as_ref().map(Known::line).unwrap_or_default();
                block(format!("{line}: it is right now ({file}:{})", entry.line), &entry.told.text)
            }
            Difference::Golden(line, message) => {
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                vec![format!("{file}{line}: {message}")]
            }
        }
    }
}

fn block(head: String, text: &str) -> Vec<String> {
    std::iter::once(head).chain(text.lines().map(|line| format!("  {line}"))).collect()
}

fn by_rules(found: &FoundFact) -> String {
    by(&found.rules)
}

fn failure(out: &mut String, outcome: &Outcome, commands: &Commands, style: Style) {
    let head = format!("{}: {} ({}:{})", outcome.status.name(), outcome.rule, outcome.at.file, outcome.at.line);
    put(out, 0, &style.heading(&head));
    outcome.text.trim().lines().for_each(|line| put(out, 2, &harmless(line)));
    outcome.told().iter().for_each(|line| put(out, 4, line));
    if let Some(miss) = &outcome.miss {
        for line in show_miss(miss, style).lines() {
            writeln!(out, "    {line}").expect("a string takes all that is written");
        }
    }
    put(out, 2, &style.quiet(&format!("alone: {} {}", commands.test, outcome.filter())));
    let explain = commands.explain.as_ref().filter(|_| outcome.status != Status::Right);
    if let Some(explain) = explain {
        let text = quoted(&one_line(&outcome.text));
        put(out, 2, &style.quiet(&format!("why: {explain} {} --text {text}", outcome.rule)));
    }
    out.push('\n');
}

fn fixture_failure(out: &mut String, outcome: &FixtureOutcome, commands: &Commands, style: Style) {
    put(out, 0, &style.heading(&format!("{}: {} ({})", outcome.status.name(), outcome.name, outcome.file)));
    outcome.told().iter().for_each(|line| put(out, 2, line));
    put(out, 2, &style.quiet(&format!("alone: {} {}", commands.test, outcome.filter())));
    if outcome.updated.is_some() {
        put(
            out,
            2,
            &style.quiet(&format!("if it is right as it is now: {} {} --update", commands.test, outcome.filter())),
        );
    }
    out.push('\n');
}

/// A line, broken where it is too long for a terminal; commands are for copying and stay whole.
fn put(out: &mut String, indent: usize, line: &str) {
    let own = line.len() - line.trim_start().len();
    let (indent, line) = (indent + own, line.trim_start());
    let is_command = line.contains("nutgraf ") || own >= 4;
    let text = if is_command { line.to_owned() } else { wrap(line, indent) };
    let whole = format!("{:indent$}{text}", "");
    writeln!(out, "{}", whole.trim_end()).expect("a string takes all that is written");
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn told(mismatch: &Mismatch, type_name: &str) -> Vec<String> {
    match mismatch {
        Mismatch::Missing(values) => vec![format!("not found: {type_name} {}", all(values))],
        Mismatch::Noisy(found) => vec![format!("not wanted: {type_name} {} {}", shown(found), by(&found.rules))],
        Mismatch::Wrong { keys, rules } => {
            let head = format!("found otherwise: {type_name} {}", by(rules));
            std::iter::once(head).chain(keys.iter().map(differing)).collect()
        }
        Mismatch::ByOthers(rules) => vec![format!("found {}, so it would pass without its rule", by(rules))],
    }
}

fn differing((key, wanted, found): &(String, Vec<String>, Vec<String>)) -> String {
    format!("  {key}: wanted {}, found {}", list(wanted), list(found))
}

fn by(rules: &[String]) -> String {
    format!("by {}", rules.join(", "))
}

fn list(values: &[String]) -> String {
    if values.is_empty() {
        return "nothing".into();
    }
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
}

fn all(values: &BTreeMap<String, Vec<String>>) -> String {
    values.iter().map(|(key, values)| format!("{key} {}", list(values))).collect::<Vec<_>>().join("; ")
}

/// The roles of a fact; of a mention its text.
fn shown(found: &Found) -> String {
    all(&plain(found))
}

pub(super) fn plain(found: &Found) -> BTreeMap<String, Vec<String>> {
    let text = ["text".to_owned()];
    let keys = if found.roles.is_empty() { &text[..] } else { &found.roles };
    keys.iter().map(|key| (key.clone(), found.shown(key))).collect()
}
