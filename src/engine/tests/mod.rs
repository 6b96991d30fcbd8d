//! Facts, as rule files and articles give them: LANGUAGE 3, 4 and 9 beyond matching.

mod contexts;
mod facts;
mod hostile;
mod limits;
mod names;
mod pronouns;
mod sources;
mod trees;
mod values;

use crate::engine::{Engine, Options};
use crate::fact::{Extraction, Fact};
use crate::pack::Pack;
use crate::text::{AnnotatedSentence, AnnotatedToken, Annotation, Article, ByteSpan};

/// What the rules find in an article.
fn read(rules: &str, article: &Article, options: Options) -> Extraction {
    let pack = Pack::from_toml("t", rules);
    let errors: Vec<_> = pack.diagnostics().iter().filter(|fault| fault.is_error()).map(|fault| &fault.title).collect();
    assert!(errors.is_empty(), "{errors:?}");
    Engine::from_rules(pack.rules().clone(), options).session().read(article)
}

/// The facts of a text, one a line.
fn facts(rules: &str, text: &str) -> Vec<String> {
    facts_of(rules, &Article::new("a", text))
}

fn facts_of(rules: &str, article: &Article) -> Vec<String> {
    read(rules, article, Options::default()).facts.iter().map(shown).collect()
}

/// A fact in one line: its type, its roles, and attributes that are not the usual ones.
fn shown(fact: &Fact) -> String {
    let role = |role: &crate::Role| {
        let fillers: Vec<String> = role.fillers.iter().map(|filler| filler.text.clone()).collect();
        format!("{}={}", role.name, fillers.join("+"))
    };
    let roles: Vec<String> = fact.roles.iter().map(role).collect();
    let usual = |value: &str| value == "asserted" || value == "positive";
    let unusual = fact.attributes.iter().filter(|(_, value)| !usual(value));
    let attributes: Vec<String> = unusual.map(|(name, value)| format!(" {name}:{value}")).collect();
    format!("{}({}){}", fact.type_name, roles.join(", "), attributes.concat())
}

/// An article with a parse from lines of `form lemma UPOS head relation`, heads counted from 1 as in CoNLL-U.
fn parsed(lines: &str) -> Article {
    let mut article = Article::new("a", "");
    let mut annotation = Annotation::default();
    annotation.sentences.push(AnnotatedSentence { first_token: 0, starts_paragraph: true });
    for line in lines.trim().lines() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [form, lemma, upos, head, relation] = columns[..] else { panic!("five columns in {line:?}") };
        if !article.text.is_empty() {
            article.text.push(' ');
        }
        let start = article.text.len() as u32;
        article.text.push_str(form);
        let head: u32 = head.parse().expect("a head is a number");
        annotation.tokens.push(AnnotatedToken {
            span: ByteSpan::new(start, article.text.len() as u32),
            lemma: Some(lemma.to_owned()),
            upos: Some(upos.to_owned()),
            head: head.checked_sub(1),
            relation: Some(relation.to_owned()),
            ..AnnotatedToken::default()
        });
    }
    article.annotation = Some(annotation);
    article
}
