//! Coverage as a person and as a program reads it: what is open comes first.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Coverage, Kind, ListCoverage, Point};
use crate::writer::{one_line, wrap};

/// How many entries of a list are shown by name.
const SHOWN: usize = 5;

impl Coverage {
    /// What no test exercises, by rule, and the share of what one does.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for points in self.points.chunk_by(|one, other| one.owner == other.owner && one.at == other.at) {
            let open = lines(points);
            if let (Some(first), false) = (points.first(), open.is_empty()) {
                put(&mut out, &format!("{} ({}:{})", first.owner, first.at.file, first.at.line));
                open.iter().for_each(|line| put(&mut out, &format!("  {}", wrap(line, 4))));
            }
        }
        self.lists(&mut out);
        let kinds = Kind::ALL.iter().map(|kind| (kind, self.count(Some(*kind)))).filter(|(_, (_, all))| *all > 0);
        let kinds: Vec<String> =
            kinds.map(|(kind, (went, all))| format!("{} {went} of {all}", plural(*kind))).collect();
        if !out.is_empty() {
            out.push('\n');
        }
        put(&mut out, &wrap(&kinds.join(", "), 0));
        let (went, all) = self.count(None);
        put(&mut out, &format!("coverage: {went} of {all} ways, {:.1} %", self.percent()));
        out
    }

    fn lists(&self, out: &mut String) {
        let open: Vec<&ListCoverage> = self.lists.iter().filter(|list| !list.never.is_empty()).collect();
        if open.is_empty() {
            return;
        }
        put(out, "entries of lists that no text holds (not counted)");
        for list in open {
            let shown: Vec<&str> = list.never.iter().take(SHOWN).map(|(text, _)| text.as_str()).collect();
            let more = list.never.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let line = format!("{}: {} of {}: {}{more}", list.name, list.never.len(), list.entries, shown.join(", "));
            put(out, &format!("  {}", wrap(&line, 4)));
        }
    }

    /// All that is open, and the counts.
    pub fn to_value(&self) -> Value {
        let count = |kind: &Kind| {
            let (went, all) = self.count(Some(*kind));
            (kind.name().to_owned(), json!({ "exercised": went, "of": all }))
        };
        let list = |list: &ListCoverage| {
            let never =
                list.never.iter().map(|(text, at)| json!({ "entry": text, "at": format!("{}:{}", at.file, at.line) }));
            json!({ "list": list.name, "entries": list.entries, "never": never.collect::<Vec<_>>() })
        };
        json!({
            "percent": self.percent(),
            "kinds": Kind::ALL.iter().map(count).collect::<serde_json::Map<_, _>>(),
            "open": self.points.iter().flat_map(open).collect::<Vec<_>>(),
            "lists": self.lists.iter().map(list).collect::<Vec<_>>(),
        })
    }
}

/// What is open of the points of one rule, pattern or context: a line for each way.
fn lines(points: &[Point]) -> Vec<String> {
    let mut lines = Vec::new();
    for kind in Kind::ALL {
        for (number, way) in kind.ways().iter().enumerate() {
            let never = points.iter().filter(|point| point.kind == kind && !point.went[number]);
            let texts: Vec<String> = never.map(|point| one_line(&point.text)).collect();
            match texts.as_slice() {
                [] => {}
                [text] if text.is_empty() => lines.push((*way).to_owned()),
                _ => lines.push(format!("{way}: {}", texts.join(" · "))),
            }
        }
    }
    lines
}

fn open(point: &Point) -> Vec<Value> {
    let never = point.kind.ways().iter().zip(&point.went).filter(|(_, went)| !**went);
    let value = |(way, _): (&&str, &bool)| {
        json!({
            "owner": point.owner,
            "at": format!("{}:{}", point.at.file, point.at.line),
            "kind": point.kind.name(),
            "text": point.text,
            "never": way,
        })
    };
    never.map(value).collect()
}

fn plural(kind: Kind) -> String {
    match kind {
        Kind::Unless => "unless".into(),
        _ => format!("{}s", kind.name()),
    }
}

fn put(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes all that is written");
}
