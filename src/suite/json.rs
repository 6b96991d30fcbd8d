//! A report as a program reads it.

use serde_json::{Map, Value, json};

use super::report::plain;
use super::{Difference, FixtureOutcome, Known, Mismatch, Outcome, Report, Scores, Status};

impl Report {
    /// An object: every example, every fixture, the scores by type, and the counts.
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
    /// let value = report.to_value();
    /// assert_eq!(value["summary"]["failed"], 1);
    /// assert_eq!(value["examples"][1]["status"], "noisy");
    /// ```
    pub fn to_value(&self) -> Value {
        json!({
            "examples": self.outcomes.iter().map(example).collect::<Vec<_>>(),
            "fixtures": self.fixtures.iter().map(fixture).collect::<Vec<_>>(),
            "scores": scores(&self.scores()),
            "summary": {
                "passed": self.count(|status| status == Status::Ok),
                "failed": self.count(Status::is_failure),
                "known": self.count(|status| status == Status::Known),
                "skipped": self.count(|status| status == Status::Skipped),
            },
        })
    }
}

fn example(outcome: &Outcome) -> Value {
    let mut value = json!({
        "rule": outcome.rule,
        "at": format!("{}:{}", outcome.at.file, outcome.at.line),
        "status": outcome.status.name(),
        "text": outcome.text,
        "mismatches": outcome.mismatches.iter().map(mismatch).collect::<Vec<_>>(),
        "notices": outcome.notices,
    });
    if let Some(miss) = &outcome.miss {
        value["nearest_miss"] = serde_json::to_value(miss).expect("a miss is text, numbers and lists of them");
    }
    if let Some(why) = &outcome.known {
        value["known"] = why.as_str().into();
    }
    value
}

fn mismatch(mismatch: &Mismatch) -> Value {
    match mismatch {
        Mismatch::Missing(values) => json!({ "missing": values }),
        Mismatch::Noisy(found) => json!({ "noisy": plain(found), "rules": found.rules }),
        Mismatch::Wrong { keys, rules } => json!({ "wrong": differing(keys), "rules": rules }),
        Mismatch::ByOthers(rules) => json!({ "by": rules }),
    }
}

fn differing(keys: &[(String, Vec<String>, Vec<String>)]) -> Map<String, Value> {
    keys.iter().map(|(key, wanted, found)| (key.clone(), json!({ "wanted": wanted, "found": found }))).collect()
}

fn fixture(outcome: &FixtureOutcome) -> Value {
    let differences = outcome.differences.iter().zip(&outcome.sentences).map(|(difference, sentence)| {
        let mut value = told(difference);
        if let Some(sentence) = sentence {
            value["sentence"] = sentence.as_str().into();
        }
        value
    });
    json!({
        "fixture": outcome.name,
        "golden": outcome.file,
        "status": outcome.status.name(),
        "known": outcome.known,
        "differences": differences.collect::<Vec<_>>(),
        "scores": scores(&outcome.scores),
        "notices": outcome.notices,
    })
}

fn told(difference: &Difference) -> Value {
    match difference {
        Difference::Missing(entry) => json!({ "missing": entry.told.text, "line": entry.line }),
        Difference::Noisy(found) => json!({ "noisy": found.told.text, "rules": found.rules }),
        Difference::Wrong(entry, found, keys) => json!({
            "wrong": differing(keys),
            "wanted": entry.told.text,
            "found": found.told.text,
            "line": entry.line,
            "rules": found.rules,
        }),
        Difference::Right(entry) => {
            let known = entry.known.as_ref().map(Known::line);
            json!({ "right": entry.told.text, "known": known, "line": entry.line })
        }
        Difference::Golden(line, message) => json!({ "golden": message, "line": line }),
    }
}

fn scores(scores: &Scores) -> Map<String, Value> {
    let row = |(name, count): (String, super::Count)| {
        let value = json!({
            "right": count.right,
            "missing": count.missing,
            "noisy": count.noisy,
            "precision": count.precision(),
            "recall": count.recall(),
            "f1": count.f1(),
        });
        (name, value)
    };
    scores.rows().into_iter().map(row).collect()
}
