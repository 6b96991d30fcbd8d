//! A report as a person and as a program reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Found, Mismatch, Outcome, Report, Status};

impl Report {
    /// The examples that fail, each with its text, what differs, its place and
    /// the command that runs it alone; then one line that counts.
    ///
    /// `command` is the command that ran the suite, such as `nutgraf test politics`.
    pub fn to_text(&self, command: &str) -> String {
        let mut out = String::new();
        for outcome in self.outcomes.iter().filter(|outcome| outcome.status.is_failure()) {
            failure(&mut out, outcome, command);
        }
        let passed = self.count(|status| status == Status::Ok);
        let failed = self.count(Status::is_failure);
        let skipped = match self.count(|status| status == Status::Skipped) {
            0 => String::new(),
            count => format!(", {count} skipped (their rules need a parse)"),
        };
        writeln!(out, "{passed} passed, {failed} failed{skipped}").expect("a string takes all that is written");
        out
    }

    /// A JSON array with an object for each example.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", Value::Array(self.outcomes.iter().map(json_of).collect()))
    }
}

fn failure(out: &mut String, outcome: &Outcome, command: &str) {
    let mut lines = vec![
        format!("{}: {} ({}:{})", outcome.status.name(), outcome.rule, outcome.at.file, outcome.at.line),
        format!("  {}", outcome.text.trim().replace('\n', "\n  ")),
    ];
    for mismatch in &outcome.mismatches {
        lines.extend(told(mismatch, &outcome.type_name).into_iter().map(|line| format!("    {line}")));
    }
    lines.extend(outcome.notices.iter().map(|notice| format!("    note: {notice}")));
    lines.push(format!("  alone: {command} --rule {}", outcome.rule));
    for line in lines {
        writeln!(out, "{}", line.trim_end()).expect("a string takes all that is written");
    }
    out.push('\n');
}

fn told(mismatch: &Mismatch, type_name: &str) -> Vec<String> {
    match mismatch {
        Mismatch::Missing(values) => vec![format!("not found: {type_name} {}", all(values))],
        Mismatch::Noisy(found) => vec![format!("not wanted: {type_name} {} {}", shown(found), by(&found.rules))],
        Mismatch::Wrong { keys, rules } => {
            let head = format!("found otherwise: {type_name} {}", by(rules));
            let key = |(key, wanted, found): &(String, Vec<String>, Vec<String>)| {
                format!("  {key}: wanted {}, found {}", list(wanted), list(found))
            };
            std::iter::once(head).chain(keys.iter().map(key)).collect()
        }
        Mismatch::ByOthers(rules) => vec![format!("found {}, so it would pass without its rule", by(rules))],
    }
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

fn plain(found: &Found) -> BTreeMap<String, Vec<String>> {
    let text = ["text".to_owned()];
    let keys = if found.roles.is_empty() { &text[..] } else { &found.roles };
    keys.iter().map(|key| (key.clone(), found.shown(key))).collect()
}

fn json_of(outcome: &Outcome) -> Value {
    json!({
        "rule": outcome.rule,
        "at": format!("{}:{}", outcome.at.file, outcome.at.line),
        "status": outcome.status.name(),
        "text": outcome.text,
        "mismatches": outcome.mismatches.iter().map(json_of_mismatch).collect::<Vec<_>>(),
        "notices": outcome.notices,
    })
}

fn json_of_mismatch(mismatch: &Mismatch) -> Value {
    match mismatch {
        Mismatch::Missing(values) => json!({ "missing": values }),
        Mismatch::Noisy(found) => json!({ "noisy": plain(found), "rules": found.rules }),
        Mismatch::Wrong { keys, rules } => {
            let key = |(key, wanted, found): &(String, Vec<String>, Vec<String>)| {
                (key.clone(), json!({ "wanted": wanted, "found": found }))
            };
            json!({ "wrong": keys.iter().map(key).collect::<serde_json::Map<_, _>>(), "rules": rules })
        }
        Mismatch::ByOthers(rules) => json!({ "by": rules }),
    }
}
