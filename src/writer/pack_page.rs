//! A page about a pack, in Markdown: what it finds, rule by rule, told by the
//! rules' own examples.
//!
//! Everything on it stands in the rule files, so it is never older than they are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::pack::{ContextDef, Example, ListDef, PackId, RoleDef, RuleDef, RuleSet, Scope, TypeDef, TypeId};

/// Writes the page of a pack: its facts with their roles, the rules that find
/// them with their examples, its mentions, contexts and lists.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("people", "[type.Person]\nabout = 'A human.'");
/// let page = nutgraf::writer::pack_page(pack.rules(), nutgraf::pack::PackId(0));
/// assert!(page.contains("| `Person` |  | A human. |"));
/// ```
pub fn pack_page(rules: &RuleSet, pack: PackId) -> String {
    let known = &rules.packs[pack.0 as usize];
    let mut out = format!("# {}\n\n", known.name);
    if !known.about.is_empty() {
        let _ = write!(out, "{}\n\n", known.about);
    }
    let page = Page { rules, pack };
    page.write_facts(&mut out);
    page.write_mentions(&mut out);
    page.write_contexts(&mut out);
    page.write_lists(&mut out);
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

/// What a page is written from.
struct Page<'a> {
    rules: &'a RuleSet,
    pack: PackId,
}

impl<'a> Page<'a> {
    fn write_facts(&self, out: &mut String) {
        for (id, known) in self.own_types().filter(|(_, known)| !known.roles.is_empty()) {
            let _ = write!(out, "## {}\n\n", known.name);
            if !known.about.is_empty() {
                let _ = write!(out, "{}\n\n", known.about);
            }
            self.write_roles(known, out);
            self.write_rules(id, out);
        }
    }

    fn write_roles(&self, known: &TypeDef, out: &mut String) {
        out.push_str("| role | filled by | how many |\n| --- | --- | --- |\n");
        for role in &known.roles {
            let _ = writeln!(out, "| `{}` | {} | {} |", role.name, self.fillers(role), how_many(role));
        }
        out.push('\n');
    }

    fn fillers(&self, role: &RoleDef) -> String {
        let mut names: Vec<String> = role.types.iter().map(|&id| format!("`{}`", self.type_name(id))).collect();
        if role.text {
            names.push("any phrase".to_owned());
        }
        names.join(" or ")
    }

    /// The rules of this pack that tag a type, each with its examples.
    fn write_rules(&self, tag: TypeId, out: &mut String) {
        for rule in self.rules.rules.iter().filter(|rule| rule.pack == self.pack && rule.tag == tag) {
            let _ = write!(out, "**{}** ({})\n\n", rule.name, file_name(rule));
            for example in &rule.examples {
                let _ = writeln!(out, "- {}", tell(example, &self.rules.types[tag.0 as usize].roles));
            }
            if !rule.examples.is_empty() {
                out.push('\n');
            }
        }
    }

    fn write_mentions(&self, out: &mut String) {
        let mentions: Vec<(TypeId, &TypeDef)> = self.own_types().filter(|(_, known)| known.roles.is_empty()).collect();
        if !mentions.is_empty() {
            out.push_str("## Mentions\n\n| type | is a | what it marks |\n| --- | --- | --- |\n");
            for (_, known) in &mentions {
                let above = known.is.map(|is| format!("`{}`", self.type_name(is))).unwrap_or_default();
                let _ = writeln!(out, "| `{}` | {above} | {} |", known.name, self.marks(known));
            }
            out.push('\n');
        }
        for tag in self.mention_types() {
            let _ = write!(out, "### {}\n\n", self.type_name(tag));
            self.write_rules(tag, out);
        }
    }

    fn marks(&self, known: &TypeDef) -> String {
        let any: Vec<String> = known.any.iter().map(|&id| format!("`{}`", self.type_name(id))).collect();
        match (cell(&known.about), any.is_empty()) {
            (about, true) => about,
            (about, false) => format!("{about} ({})", any.join(", ")).trim_start().to_owned(),
        }
    }

    /// The mention types that rules of this pack tag, whoever declares them.
    fn mention_types(&self) -> Vec<TypeId> {
        let own = self.rules.rules.iter().filter(|rule| rule.pack == self.pack);
        let by_name: BTreeMap<&str, TypeId> = own
            .filter(|rule| self.rules.types[rule.tag.0 as usize].roles.is_empty())
            .map(|rule| (self.type_name(rule.tag), rule.tag))
            .collect();
        by_name.into_values().collect()
    }

    fn write_contexts(&self, out: &mut String) {
        let contexts: Vec<&ContextDef> = self.rules.contexts.iter().filter(|known| known.pack == self.pack).collect();
        if contexts.is_empty() {
            return;
        }
        out.push_str("## Contexts\n\n| context | sets | on facts |\n| --- | --- | --- |\n");
        for known in contexts {
            let set: Vec<String> = known.set.iter().map(|(name, value)| format!("`{name} = {value}`")).collect();
            let _ = writeln!(out, "| `{}` | {} | {} |", known.name, set.join(", "), reach(known.scope));
        }
        out.push('\n');
    }

    fn write_lists(&self, out: &mut String) {
        let lists: Vec<&ListDef> = self.rules.lists.iter().filter(|known| known.pack == self.pack).collect();
        if lists.is_empty() {
            return;
        }
        out.push_str("## Lists\n\n| list | entries | tags | attributes |\n| --- | ---: | --- | --- |\n");
        for known in lists {
            let tag = known.tag.map(|tag| format!("`{}`", self.type_name(tag))).unwrap_or_default();
            let columns: Vec<String> = known.columns.iter().map(|name| format!("`{name}`")).collect();
            let _ = writeln!(out, "| `{}` | {} | {tag} | {} |", known.name, known.entries.len(), columns.join(", "));
        }
        out.push('\n');
    }

    fn own_types(&self) -> impl Iterator<Item = (TypeId, &'a TypeDef)> {
        let numbered = self.rules.types.iter().enumerate().map(|(number, known)| (TypeId(number as u32), known));
        let pack = self.pack;
        numbered.filter(move |(_, known)| known.pack == Some(pack))
    }

    fn type_name(&self, id: TypeId) -> &'a str {
        &self.rules.types[id.0 as usize].name
    }
}

/// An example as a line: its text, and what it must give, role by role.
fn tell(example: &Example, roles: &[RoleDef]) -> String {
    let text = emphasis(&example.text);
    if example.facts.is_empty() {
        return format!("{text} says nothing of the kind.");
    }
    let facts: Vec<String> = example
        .facts
        .iter()
        .map(|fact| {
            let mut said: Vec<(&String, &Vec<String>)> = fact.values.iter().collect();
            said.sort_by_key(|(name, _)| roles.iter().position(|role| *role.name == **name).unwrap_or(roles.len()));
            let said = said.into_iter().map(|(name, values)| format!("{name} {}", values.join(" and ")));
            said.collect::<Vec<_>>().join("; ")
        })
        .collect();
    format!("{text} → {}", escape(&facts.join(" / ")))
}

/// Text of one line in italics; what Markdown would read in it is escaped.
fn emphasis(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("*{}*", escape(&line))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '|' | '\\' | '#') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn how_many(role: &RoleDef) -> String {
    match (role.min, role.max) {
        (1, Some(1)) => "one".to_owned(),
        (0, Some(1)) => "at most one".to_owned(),
        (0, None) => "any number".to_owned(),
        (min, None) => format!("{min} or more"),
        (min, Some(max)) if min == max => min.to_string(),
        (min, Some(max)) => format!("{min} to {max}"),
    }
}

fn reach(scope: Scope) -> &'static str {
    match scope {
        Scope::Forward => "behind its words",
        Scope::Backward => "before its words",
        Scope::Both => "on both sides of its words",
    }
}

/// The name of a rule's file in its pack's folder.
fn file_name(rule: &RuleDef) -> &str {
    rule.at.file.rsplit('/').next().unwrap_or(&rule.at.file)
}
