//! A report as `JUnit` XML, which build servers read.
//!
//! Of the many dialects this keeps to what all know: suites, cases, `failure`,
//! `skipped`. It is small enough to be written here rather than by a library.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Report, Status};

/// A case: an example or a fixture.
struct Case {
    class: String,
    name: String,
    file: String,
    line: Option<u32>,
    status: Status,
    told: String,
}

impl Report {
    /// A suite for each pack, a case for each example and fixture.
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
    /// assert!(report.to_junit().contains(r#"<testsuite name="greetings" tests="2" failures="1""#));
    /// ```
    pub fn to_junit(&self) -> String {
        let mut packs: BTreeMap<String, Vec<Case>> = BTreeMap::new();
        for outcome in &self.outcomes {
            let case = Case {
                class: outcome.rule.clone(),
                name: format!("{}:{}", outcome.at.file, outcome.at.line),
                file: outcome.at.file.to_string(),
                line: Some(outcome.at.line),
                status: outcome.status,
                told: format!("{}\n{}\n", outcome.text.trim(), outcome.told().join("\n")),
            };
            packs.entry(pack_of(&outcome.rule)).or_default().push(case);
        }
        for outcome in &self.fixtures {
            let case = Case {
                class: "fixture".into(),
                name: outcome.name.clone(),
                file: outcome.file.clone(),
                line: None,
                status: outcome.status,
                told: outcome.told().join("\n"),
            };
            packs.entry(pack_of(&outcome.name)).or_default().push(case);
        }
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nutgraf\">\n");
        for (pack, cases) in &packs {
            suite(&mut out, pack, cases);
        }
        out + "</testsuites>\n"
    }
}

fn pack_of(name: &str) -> String {
    name.split('/').next().unwrap_or(name).to_owned()
}

fn suite(out: &mut String, pack: &str, cases: &[Case]) {
    let count = |wanted: fn(Status) -> bool| cases.iter().filter(|case| wanted(case.status)).count();
    let skipped = |status| matches!(status, Status::Known | Status::Skipped);
    let (failures, skipped) = (count(Status::is_failure), count(skipped));
    let (pack, tests) = (escape(pack), cases.len());
    put(
        out,
        &format!(
            "  <testsuite name=\"{pack}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">"
        ),
    );
    for case in cases {
        let line = case.line.map(|line| format!(" line=\"{line}\"")).unwrap_or_default();
        let (class, name, file) = (escape(&case.class), escape(&case.name), escape(&case.file));
        let head = format!("    <testcase classname=\"{class}\" name=\"{name}\" file=\"{file}\"{line}");
        let (status, told) = (escape(case.status.name()), escape(&case.told));
        let tail = match case.status {
            Status::Ok => "/>".to_owned(),
            Status::Known | Status::Skipped => format!("><skipped message=\"{status}\"/></testcase>"),
            _ => format!("><failure type=\"{status}\" message=\"{status}\">{told}</failure></testcase>"),
        };
        put(out, &format!("{head}{tail}"));
    }
    put(out, "  </testsuite>");
}

fn put(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes all that is written");
}

/// Text as it stands in XML; what XML cannot hold is replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
