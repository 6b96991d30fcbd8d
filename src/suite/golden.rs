//! Goldens: the facts of an article as they are to be found, in the very text
//! in which they are shown.
//!
//! A golden is what [`crate::writer::show_fact`] writes, fact after fact with a
//! blank line between, so that a person reads it and a difference of two is
//! told role by role. Before a fact may stand why it is not as it should be:
//!
//! ```text
//! known missing: the pronoun stands in another paragraph
//! Meeting
//!   participant  Maria Keller · Lars Holm
//!
//! known noisy: a quotation of a quotation
//! Statement
//!   speaker  Ann
//! ```
//!
//! A first line `date: 2024-05-13` gives an article the day that it lacks.

use jiff::civil::Date;

use crate::fact::{Fact, Mention};
use crate::writer::{Style, show_fact, show_mention};

/// What stands between the fillers of a role.
const BETWEEN: &str = " · ";

/// A fact or mention as its text tells it: no places, no rules.
#[derive(Debug, Clone)]
pub struct Told {
    /// The fact's type; of a mention `@` and its type.
    pub type_name: String,
    /// What is unusual of it, as shown behind the type.
    pub attributes: Vec<String>,
    /// The roles with their fillers; of a mention its text, under `text`.
    pub roles: Vec<(String, Vec<String>)>,
    /// The lines that tell it.
    pub text: String,
}

impl PartialEq for Told {
    /// The order of roles and fillers and the layout do not count.
    fn eq(&self, other: &Self) -> bool {
        self.type_name == other.type_name && self.attributes == other.attributes && self.sorted() == other.sorted()
    }
}

impl Told {
    /// A fact.
    pub(super) fn fact(fact: &Fact) -> Self {
        Self::shown(&show_fact(fact, Style::PLAIN))
    }

    /// A mention.
    pub(super) fn mention(mention: &Mention, text: &str) -> Self {
        Self::shown(&show_mention(mention, text, Style::PLAIN))
    }

    fn shown(text: &str) -> Self {
        let mut lines = text.lines();
        let mut told = Self::head(lines.next().unwrap_or_default());
        lines.for_each(|line| told.add(line));
        told
    }

    /// What a first line tells.
    fn head(line: &str) -> Self {
        let (type_name, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut told =
            Self { type_name: type_name.into(), attributes: Vec::new(), roles: Vec::new(), text: line.into() };
        if type_name.starts_with('@') {
            told.roles.push(("text".into(), vec![rest.trim().into()]));
        } else if !rest.trim().is_empty() {
            told.attributes = rest.trim().split(", ").map(str::to_owned).collect();
        }
        told
    }

    /// Takes in a line of a role, or one that goes on where the last had no room.
    fn add(&mut self, line: &str) {
        self.text.push('\n');
        self.text.push_str(line);
        let own = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        match (own.map(|rest| rest.split_once("  ").unwrap_or((rest, ""))), self.roles.last_mut()) {
            (Some((role, fillers)), _) => {
                let fillers = fillers.trim().split(BETWEEN).map(str::to_owned).collect();
                self.roles.push((role.trim().into(), fillers));
            }
            (None, Some((_, fillers))) => {
                let whole = format!("{} {}", fillers.join(BETWEEN), line.trim());
                *fillers = whole.split(BETWEEN).map(str::to_owned).collect();
            }
            (None, None) => {}
        }
    }

    fn sorted(&self) -> Vec<(&str, Vec<&str>)> {
        let mut roles = Vec::new();
        for (role, fillers) in &self.roles {
            let mut fillers: Vec<&str> = fillers.iter().map(String::as_str).collect();
            fillers.sort_unstable();
            roles.push((role.as_str(), fillers));
        }
        roles.sort_unstable();
        roles
    }

    /// The fillers of a role.
    pub(super) fn fillers(&self, role: &str) -> &[String] {
        self.roles.iter().find(|(name, _)| name == role).map_or(&[], |(_, fillers)| fillers)
    }

    /// How many values it shares with another of its type.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        let shared = |(role, fillers): &(String, Vec<String>)| {
            fillers.iter().filter(|filler| other.fillers(role).contains(filler)).count()
        };
        self.roles.iter().map(shared).sum()
    }

    /// The keys in which another differs: name, here, there. Attributes go by `is`.
    pub(super) fn differences(&self, other: &Self) -> Vec<(String, Vec<String>, Vec<String>)> {
        let mut keys: Vec<(String, Vec<String>, Vec<String>)> = Vec::new();
        if self.attributes != other.attributes {
            keys.push(("is".into(), usual(&self.attributes), usual(&other.attributes)));
        }
        let others = other.roles.iter().map(|(role, _)| role).filter(|role| self.fillers(role).is_empty());
        for role in self.roles.iter().map(|(role, _)| role).chain(others) {
            let (mut here, mut there) = (self.fillers(role).to_vec(), other.fillers(role).to_vec());
            here.sort();
            there.sort();
            if here != there {
                keys.push((role.clone(), self.fillers(role).to_vec(), other.fillers(role).to_vec()));
            }
        }
        keys
    }
}

/// A fact that says nothing of its polarity and modality is what facts usually are.
fn usual(attributes: &[String]) -> Vec<String> {
    if attributes.is_empty() { vec!["asserted, positive".into()] } else { attributes.to_vec() }
}

/// That a fact is not as it should be, and why it may be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It should be found, and is not.
    Missing(String),
    /// It is found, and should not be.
    Noisy(String),
}

impl Known {
    /// Its line in a golden.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Missing(why) => format!("known missing: {why}"),
            Self::Noisy(why) => format!("known noisy: {why}"),
        }
    }
}

/// A fact of a golden.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The fact.
    pub told: Told,
    /// That it is not as it should be.
    pub known: Option<Known>,
    /// Its line in the file, from 1.
    pub line: u32,
}

/// A golden, read.
#[derive(Debug, Clone, Default)]
pub struct Golden {
    /// The day of the article.
    pub date: Option<Date>,
    /// The facts.
    pub entries: Vec<Entry>,
}

impl Golden {
    /// Reads a golden; the error is a line and what is wrong with it.
    ///
    /// ```
    /// let golden = nutgraf::suite::Golden::parse("Meeting  planned\n  participant  Ann · Bob\n").unwrap();
    /// assert_eq!(golden.entries[0].told.roles[0].1, ["Ann", "Bob"]);
    /// assert!(nutgraf::suite::Golden::parse("known missing: it rained\n").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, (u32, String)> {
        let mut golden = Self::default();
        let mut known: Option<Known> = None;
        let mut open = false;
        for (number, line) in (1_u32..).zip(text.lines().map(str::trim_end)) {
            if line.is_empty() {
                open = false;
            } else if let Some(day) = line.strip_prefix("date: ").filter(|_| golden.entries.is_empty()) {
                let day = day.trim().parse().map_err(|_| (number, format!("`{day}` is no day such as 2015-11-23")))?;
                golden.date = Some(day);
            } else if let Some(mark) = known_line(line) {
                if known.replace(mark).is_some() {
                    return Err((number, "expected a fact after `known`, not another `known`".into()));
                }
            } else if line.starts_with(' ') {
                let own = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
                if !line.starts_with("  ") || own.is_some_and(|rest| !rest.contains("  ")) {
                    let wanted = "expected two blanks, a role, two blanks or more, and what fills it";
                    return Err((number, wanted.to_owned()));
                }
                let entry = golden.entries.last_mut().filter(|_| open && known.is_none());
                entry.ok_or_else(|| (number, "expected a fact's type before its roles".to_owned()))?.told.add(line);
            } else {
                golden.entries.push(Entry { told: Told::head(line), known: known.take(), line: number });
                open = true;
            }
        }
        match known {
            Some(_) => Err((text.lines().count() as u32, "expected a fact after `known`".into())),
            None => Ok(golden),
        }
    }
}

fn known_line(line: &str) -> Option<Known> {
    let why = |rest: &str| rest.trim().to_owned();
    let missing = line.strip_prefix("known missing:").map(|rest| Known::Missing(why(rest)));
    missing.or_else(|| line.strip_prefix("known noisy:").map(|rest| Known::Noisy(why(rest))))
}

/// The text of a golden.
pub(super) fn print(date: Option<Date>, entries: &[(&Told, Option<&Known>)]) -> String {
    let mut out = date.map(|day| format!("date: {day}\n\n")).unwrap_or_default();
    let mut last: Option<&Told> = None;
    for (told, known) in entries {
        let is_mention = |told: &Told| told.type_name.starts_with('@');
        // Mentions are a line each, and stand together.
        if last.is_some_and(|last| !(is_mention(last) && is_mention(told) && known.is_none())) {
            out.push('\n');
        }
        if let Some(known) = known {
            out.push_str(&known.line());
            out.push('\n');
        }
        out.push_str(&told.text);
        out.push('\n');
        last = Some(told);
    }
    out
}
