//! Rules over a dependency tree: the tree drawn, and the way to each role.

use super::report::RolePath;
use super::steps::one_line;
use super::subject::{Asker, Scene, Subject};
use crate::analysis::fold;
use crate::compile::{WholeRegex, relation_pattern};
use crate::engine::{MentionIdx, head_of};
use crate::pack::{PackId, Reference, RuleSet, TreeRole};
use crate::pattern::{LabelTest, Node, NodeKind, TreePath, TreePathKind};
use crate::text::TokenSpan;

/// A sentence's tree as lines, each token under its head.
pub(super) fn draw(view: Scene<'_>, sentence: u32) -> Vec<String> {
    let document = view.document;
    if !document.has_parse() {
        return Vec::new();
    }
    let tokens = document.sentence(sentence).tokens;
    let mut lines = Vec::new();
    let mut drawn = vec![false; tokens.len() as usize];
    let is_root =
        |&token: &u32| document.heads[token as usize] == token || !tokens.contains(document.heads[token as usize]);
    let roots: Vec<u32> = (tokens.start..tokens.end).filter(is_root).collect();
    for root in roots {
        draw_under(view, tokens, root, "", "", &mut drawn, &mut lines);
    }
    lines
}

fn draw_under(
    view: Scene<'_>,
    sentence: TokenSpan,
    token: u32,
    lead: &str,
    below: &str,
    drawn: &mut [bool],
    lines: &mut Vec<String>,
) {
    let at = (token - sentence.start) as usize;
    // A circle of heads is drawn once.
    if std::mem::replace(&mut drawn[at], true) {
        return;
    }
    let asker = Asker { view, pack: PackId(0) };
    let text = one_line(asker.text(Subject::Token(token)));
    let pos = asker.attribute(Subject::Token(token), "pos").unwrap_or_default();
    lines.push(format!("{lead}{text} {pos} {}", view.document.relations[token as usize]));
    let children = children(view, token);
    for (number, &child) in children.iter().enumerate() {
        let is_last = number + 1 == children.len();
        let (branch, trunk) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        draw_under(view, sentence, child, &format!("{below}{branch}"), &format!("{below}{trunk}"), drawn, lines);
    }
}

fn children(view: Scene<'_>, token: u32) -> Vec<u32> {
    let sentence = view.document.sentence(view.document.sentence_of[token as usize]).tokens;
    let heads = &view.document.heads;
    (sentence.start..sentence.end).filter(|&other| heads[other as usize] == token && other != token).collect()
}

/// The way from a trigger to a role.
pub(super) fn role_path(
    view: Scene<'_>,
    rules: &RuleSet,
    pack: PackId,
    role: &TreeRole,
    trigger: TokenSpan,
) -> RolePath {
    let mut walk = Walk { view, rules, pack, trail: Vec::new(), furthest: None, steps: 0 };
    let mut found: Vec<String> = Vec::new();
    let head = head_of(view.view, trigger);
    walk.path(&role.path, head, &mut |walk, _| {
        let way = walk.shown(head);
        if !found.contains(&way) {
            found.push(way);
        }
    });
    let failed = if found.is_empty() { walk.furthest.take().map(|(_, reason)| reason) } else { None };
    RolePath { role: role.name.to_string(), path: role.path.to_string(), found, failed }
}

/// Steps of a walk before it is given up.
const MAX_STEPS: u32 = 100_000;

/// The most edges of a way.
const MAX_EDGES: usize = 40;

struct Walk<'a> {
    view: Scene<'a>,
    rules: &'a RuleSet,
    pack: PackId,
    /// The hops so far: what was written, and the token reached.
    trail: Vec<(String, u32)>,
    /// The failure after the most hops.
    furthest: Option<(usize, String)>,
    steps: u32,
}

type Then<'k, 'a> = &'k mut dyn FnMut(&mut Walk<'a>, u32);

impl<'a> Walk<'a> {
    fn asker(&self) -> Asker<'a> {
        Asker { view: self.view, pack: self.pack }
    }

    fn word(&self, token: u32) -> String {
        one_line(self.asker().text(Subject::Token(token)))
    }

    fn shown(&self, head: u32) -> String {
        let hops = self.trail.iter().map(|(hop, token)| format!(" {hop} {}", self.word(*token)));
        format!("{}{}", self.word(head), hops.collect::<String>())
    }

    fn fail(&mut self, reason: String) {
        let depth = self.trail.len();
        match &mut self.furthest {
            Some((known, _)) if *known > depth => {}
            Some((known, reasons)) if *known == depth => {
                if !reasons.contains(&reason) {
                    reasons.push_str("; ");
                    reasons.push_str(&reason);
                }
            }
            furthest => *furthest = Some((depth, reason)),
        }
    }

    fn path(&mut self, path: &TreePath, token: u32, then: Then<'_, 'a>) {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.trail.len() > MAX_EDGES {
            return;
        }
        match &path.kind {
            TreePathKind::Sequence(parts) => self.sequence(parts, token, then),
            TreePathKind::Alternation(parts) => parts.iter().for_each(|part| self.path(part, token, then)),
            TreePathKind::Repeat { inner, min, max } => self.turns(inner, *min, *max, token, then),
            TreePathKind::Edge { up, label, case } => {
                let case: Vec<String> = case.iter().map(|word| fold(&word.text)).collect();
                self.edge(path, *up, label, &case, token, then);
            }
            TreePathKind::Stand(node) => {
                if let Some(shown) = self.stands(node, token) {
                    if let Some((hop, _)) = self.trail.last_mut() {
                        *hop = format!("{hop} {shown}");
                    }
                    then(self, token);
                } else {
                    let here = self.asker().covering(token);
                    let here = here.iter().map(|&index| format!("@{}", self.asker().type_name(index)));
                    let here = here.collect::<Vec<_>>().join(" ");
                    let here = if here.is_empty() { "no mention".to_owned() } else { here };
                    let word = self.word(token);
                    self.fail(format!("`{word}` is {here}; {node} must stand there"));
                }
            }
        }
    }

    fn sequence(&mut self, parts: &[TreePath], token: u32, then: Then<'_, 'a>) {
        match parts {
            [] => then(self, token),
            [part, rest @ ..] => self.path(part, token, &mut |walk, token| walk.sequence(rest, token, then)),
        }
    }

    fn turns(&mut self, inner: &TreePath, min: u32, max: Option<u32>, token: u32, then: Then<'_, 'a>) {
        if min == 0 {
            then(self, token);
        }
        if max.is_none_or(|max| max > 0) {
            let (min, max) = (min.saturating_sub(1), max.map(|max| max - 1));
            self.path(inner, token, &mut |walk, to| {
                if to != token {
                    walk.turns(inner, min, max, to, then);
                }
            });
        }
    }

    fn edge(&mut self, path: &TreePath, up: bool, label: &LabelTest, case: &[String], token: u32, then: Then<'_, 'a>) {
        let view = self.view;
        let head = view.document.heads[token as usize];
        let ends = match up {
            true if head == token => Vec::new(),
            true => vec![head],
            false => children(view, token),
        };
        let mut others = Vec::new();
        let mut was_taken = false;
        for end in ends {
            let dependent = if up { token } else { end };
            let relation = &*view.document.relations[dependent as usize];
            if !accepts(label, relation) {
                others.push(format!("{relation} {}", self.word(end)));
                continue;
            }
            if !case.is_empty() && !self.has_case(dependent, case) {
                others.push(format!("{relation} {} without that case", self.word(end)));
                continue;
            }
            was_taken = true;
            let length = self.trail.len();
            self.trail.push((path.to_string(), end));
            then(self, end);
            self.trail.truncate(length);
        }
        if !was_taken {
            let there = if others.is_empty() { "nothing".to_owned() } else { others.join(", ") };
            let word = self.word(token);
            self.fail(format!("no {path} at `{word}`; there is {there}"));
        }
    }

    fn has_case(&self, token: u32, words: &[String]) -> bool {
        children(self.view, token).into_iter().any(|child| {
            let is_case = matches!(&*self.view.document.relations[child as usize], "case" | "prep");
            is_case && words.contains(&fold(self.asker().text(Subject::Token(child))))
        })
    }

    /// What stands at a token, if it is what must; `@Type text` or the part that holds.
    fn stands(&self, node: &Node, token: u32) -> Option<String> {
        let asker = self.asker();
        let subject = Subject::Token(token);
        match &node.kind {
            NodeKind::Alternation(parts) => parts.iter().find_map(|part| self.stands(part, token)),
            NodeKind::Capture { inner, .. } => self.stands(inner, token),
            NodeKind::Token(atom) => {
                let words = crate::compile::words(match atom {
                    crate::pattern::Atom::Word(text)
                    | crate::pattern::Atom::Exact(text)
                    | crate::pattern::Atom::Lemma(text) => text,
                    _ => "x",
                });
                let holds = words.len() == 1 && asker.word(atom, &words[0], subject).is_none();
                holds.then(|| node.to_string())
            }
            NodeKind::Test(condition) => asker.failing(condition, subject).is_empty().then(|| node.to_string()),
            NodeKind::Any => Some("_".to_owned()),
            NodeKind::Mention { name, condition } => {
                let reference = self.rules.resolve(self.pack, &name.text)?;
                if let Reference::Pattern(id) = reference {
                    let definition = &self.rules.patterns[id.0 as usize];
                    return self.stands(&definition.pattern, token);
                }
                let fits = |&index: &MentionIdx| {
                    let mention = self.view.lattice.mention(index);
                    let holds = condition
                        .as_ref()
                        .is_none_or(|wanted| asker.failing(wanted, Subject::Mention(index)).is_empty());
                    asker.is_a(index, reference) && head_of(self.view.view, mention.tokens) == token && holds
                };
                asker.covering(token).iter().any(fits).then(|| node.to_string())
            }
            _ => None,
        }
    }
}

fn accepts(label: &LabelTest, relation: &str) -> bool {
    match label {
        LabelTest::Exact(label) => relation_pattern(label).iter().any(|known| known == relation),
        LabelTest::Regex { source, ignore_case } => {
            WholeRegex::new(source, *ignore_case).is_ok_and(|regex| regex.is_match(relation))
        }
    }
}
