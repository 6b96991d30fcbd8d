//! The checked rule set: what loading makes and compiling reads.
//!
//! Names are resolved to numbers here, so that whoever reads a rule set needs
//! no names. Everything keeps its place in its file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::Normaliser;
use crate::pattern::{Pattern, Template, TreePath, Where};

/// The number of a type in its rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);
/// The number of a list in its rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);
/// The number of a named pattern in its rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub u32);
/// The number of a rule in its rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);
/// The number of a pack in its rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackId(pub u32);

/// Rules that hang together, checked: every name in them is known.
///
/// Definitions are sorted by pack and name, so that the order of files and
/// tables leaves no trace.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// The packs.
    pub packs: Vec<PackDef>,
    /// The types, the engine's own first.
    pub types: Vec<TypeDef>,
    /// The lists.
    pub lists: Vec<ListDef>,
    /// The named patterns.
    pub patterns: Vec<PatternDef>,
    /// The rules.
    pub rules: Vec<RuleDef>,
    /// The contexts.
    pub contexts: Vec<ContextDef>,
    /// The aliases; without any declared, those that a rule set has by itself.
    pub aliases: Vec<AliasDef>,
}

impl RuleSet {
    /// What a name after `@` stands for in a pack's patterns.
    ///
    /// ```
    /// use nutgraf::pack::{PackId, Reference};
    ///
    /// let pack = nutgraf::Pack::from_toml("places", "[type.Place]\n[type.City]\nis = 'Place'");
    /// let rules = pack.rules();
    /// let Some(Reference::Type(city)) = rules.resolve(PackId(0), "City") else { panic!("a type") };
    /// assert_eq!(&*rules.types[rules.root(city).0 as usize].name, "Place");
    /// assert_eq!(rules.subtypes(rules.root(city)).len(), 2);
    /// ```
    pub fn resolve(&self, pack: PackId, name: &str) -> Option<Reference> {
        self.packs.get(pack.0 as usize)?.names.get(name).copied()
    }

    /// A type with all types whose mentions count as its own: its subtypes by
    /// `is`, its members by `any`, and theirs.
    pub fn subtypes(&self, of: TypeId) -> BTreeSet<TypeId> {
        subtypes(&self.types, of)
    }

    /// The topmost supertype by `is`; mentions under one root compete.
    pub fn root(&self, of: TypeId) -> TypeId {
        let mut root = of;
        while let Some(is) = self.types[root.0 as usize].is {
            root = is;
        }
        root
    }
}

/// A type with all types whose mentions count as its own.
pub(crate) fn subtypes(types: &[TypeDef], of: TypeId) -> BTreeSet<TypeId> {
    let mut below: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
    for (number, other) in types.iter().enumerate() {
        if let Some(is) = other.is {
            below[is.0 as usize].push(TypeId(number as u32));
        }
    }
    let mut reached = BTreeSet::from([of]);
    let mut next = vec![of];
    while let Some(id) = next.pop() {
        let members = below[id.0 as usize].iter().chain(&types[id.0 as usize].any);
        next.extend(members.filter(|id| reached.insert(**id)));
    }
    reached
}

/// What a name after `@` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A type: its mentions and those of its subtypes.
    Type(TypeId),
    /// A list: its hits.
    List(ListId),
    /// A named pattern, inlined.
    Pattern(PatternId),
}

impl Reference {
    /// What it is, in a user's words.
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Self::Type(_) => "a type",
            Self::List(_) => "a list",
            Self::Pattern(_) => "a named pattern",
        }
    }
}

/// A pack: a namespace.
#[derive(Debug, Clone)]
pub struct PackDef {
    /// Its name.
    pub name: Arc<str>,
    /// What it is about.
    pub about: String,
    /// Every name that its patterns may write after `@`: its own and those of the packs it uses.
    pub names: FxHashMap<String, Reference>,
}

/// Where a definition stands: `rules/diplomacy.toml:24`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePlace {
    /// The file, as it is printed.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
}

/// A type of mentions, or of facts where it has roles.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name.
    pub name: Arc<str>,
    /// The pack it belongs to; none for the engine's own.
    pub pack: Option<PackId>,
    /// What it marks.
    pub about: String,
    /// Its supertype.
    pub is: Option<TypeId>,
    /// The types that it stands for besides its own mentions.
    pub any: Vec<TypeId>,
    /// The roles; empty for a mention type.
    pub roles: Vec<RoleDef>,
    /// Whether overlapping mentions all stay.
    pub overlap_all: bool,
    /// Who tells what in its facts.
    pub source: Option<SourceDef>,
    /// Where it stands; none for the engine's own.
    pub at: Option<FilePlace>,
}

/// Who tells what: facts told within some roles carry the filler of another as their `source`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDef {
    /// The role that tells.
    pub role: Arc<str>,
    /// The roles whose words it tells.
    pub of: Vec<Arc<str>>,
}

/// A role of a fact type.
#[derive(Debug, Clone)]
pub struct RoleDef {
    /// Its name.
    pub name: Arc<str>,
    /// The types a filler may have.
    pub types: Vec<TypeId>,
    /// Whether any phrase may fill it (`text`).
    pub text: bool,
    /// The fewest fillers.
    pub min: u32,
    /// The most fillers.
    pub max: Option<u32>,
}

/// How a list's entries are compared with tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ListMatch {
    /// In any case.
    #[default]
    AnyCase,
    /// In exactly the entry's case.
    Exact,
    /// By lemma.
    Lemma,
}

/// A list of words and phrases.
#[derive(Debug, Clone)]
pub struct ListDef {
    /// Its name.
    pub name: Arc<str>,
    /// Its pack.
    pub pack: PackId,
    /// The type of which each hit is a mention.
    pub tag: Option<TypeId>,
    /// How entries are compared.
    pub matching: ListMatch,
    /// Precedence of its mentions where they overlap others.
    pub priority: i32,
    /// The names of the attributes, in the order of the columns.
    pub columns: Vec<Arc<str>>,
    /// The entries; shared, since a list may have a million and rule sets are copied to be tried out.
    pub entries: Arc<Vec<ListEntry>>,
    /// Where it stands.
    pub at: FilePlace,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// The phrase.
    pub text: String,
    /// Its attributes, by column; an empty cell is no attribute.
    pub values: Vec<Option<Arc<str>>>,
    /// Where it stands.
    pub at: FilePlace,
}

/// A named pattern.
#[derive(Debug, Clone)]
pub struct PatternDef {
    /// Its name.
    pub name: Arc<str>,
    /// Its pack, in whose namespace its names are read.
    pub pack: PackId,
    /// What it matches.
    pub pattern: Pattern,
    /// Where it stands.
    pub at: FilePlace,
}

/// A rule.
#[derive(Debug, Clone)]
pub struct RuleDef {
    /// Its name.
    pub name: Arc<str>,
    /// Its pack, in whose namespace its names are read.
    pub pack: PackId,
    /// What it tags.
    pub tag: TypeId,
    /// How it matches.
    pub body: RuleBody,
    /// Patterns that void an overlapping match.
    pub unless: Vec<Pattern>,
    /// Attributes that it sets.
    pub set: Vec<(Arc<str>, Template)>,
    /// How the value of its mentions is worked out.
    pub normaliser: Option<Normaliser>,
    /// What must hold of its captures.
    pub condition: Option<Where>,
    /// Precedence of its mentions where they overlap others.
    pub priority: i32,
    /// `match = "all"`.
    pub match_all: bool,
    /// `recursive = true`.
    pub recursive: bool,
    /// Its examples.
    pub examples: Vec<Example>,
    /// Where it stands.
    pub at: FilePlace,
}

/// How a rule matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleBody {
    /// Over tokens.
    Sequence(Pattern),
    /// Over a dependency tree.
    Tree {
        /// The word or words that the roles hang on.
        trigger: Pattern,
        /// The way to each role.
        roles: Vec<TreeRole>,
    },
}

/// The way from the trigger to a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeRole {
    /// The role, or a name that starts with `_`.
    pub name: Arc<str>,
    /// The path.
    pub path: TreePath,
    /// What becomes of several.
    pub take: Take,
}

/// What becomes of the several mentions that a path finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Take {
    /// All fill the role.
    #[default]
    All,
    /// Each makes a fact of its own.
    Each,
    /// The nearest fills it.
    First,
}

/// An example of a rule: a text and the facts that the rule's type must give.
#[derive(Debug, Clone)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The date of the text, where one is given.
    pub date: Option<jiff::civil::Date>,
    /// The facts (or mentions) wanted; empty: none.
    pub facts: Vec<ExampleFact>,
    /// Why it is known to fail.
    pub known: Option<String>,
    /// Where it stands.
    pub at: FilePlace,
}

/// A fact that an example wants: what is said must hold, the rest is open.
///
/// For a rule that tags a mention type the key `text` is the mention's text,
/// other keys are its attributes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExampleFact {
    /// Fillers by role, or attributes by name; a role not named must be empty.
    pub values: BTreeMap<String, Vec<String>>,
}

/// A context: it marks facts.
#[derive(Debug, Clone)]
pub struct ContextDef {
    /// Its name.
    pub name: Arc<str>,
    /// Its pack.
    pub pack: PackId,
    /// What begins it.
    pub trigger: Pattern,
    /// Where it reaches.
    pub scope: Scope,
    /// What ends it before the sentence does.
    pub until: Option<Pattern>,
    /// Attributes that it sets on the facts in its scope.
    pub set: Vec<(Arc<str>, Arc<str>)>,
    /// Where it stands.
    pub at: FilePlace,
}

/// Where a context reaches from its trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// To what follows.
    #[default]
    Forward,
    /// To what precedes.
    Backward,
    /// To both.
    Both,
}

/// An alias: which mentions take the entity of another mention of their article.
#[derive(Debug, Clone)]
pub struct AliasDef {
    /// Its name.
    pub name: Arc<str>,
    /// Its pack; none for one that a rule set has by itself.
    pub pack: Option<PackId>,
    /// What it joins.
    pub about: String,
    /// The type whose mentions stand for others.
    pub tag: TypeId,
    /// The types of what they may stand for.
    pub of: Vec<TypeId>,
    /// How the name is found.
    pub by: AliasBy,
    /// Attributes that both must have, with the same value.
    pub equal: Vec<Arc<str>>,
    /// Attributes that may not differ where both have them.
    pub agree: Vec<Arc<str>>,
    /// Attributes whose value decides where some names share it.
    pub prefer: Vec<Arc<str>>,
    /// Words that are no part of a short form, in lower case, ascending.
    pub skip: Vec<Arc<str>>,
    /// Attributes that the name must have, each with its value.
    pub with: Vec<(Arc<str>, Arc<str>)>,
    /// An attribute of the name, each word of which may stand for it.
    pub parts: Option<Arc<str>>,
    /// Whether it joins only where a single thing of the article fits.
    pub only: bool,
    /// Whether it stands for another than the first name of its sentence.
    pub other: bool,
    /// Whether a mention that stands for a stranger fills no role.
    pub required: bool,
    /// The type of the mentions that it makes.
    pub mark: Option<TypeId>,
    /// The type whose mentions of one word give way to those.
    pub over: Option<TypeId>,
    /// Words behind which nothing gives way, or a name before counts as further off, in lower case, ascending.
    pub behind: Vec<Arc<str>>,
    /// Words beside which a name before goes before the others of its sentence, in lower case, ascending.
    pub beside: Vec<Arc<str>>,
    /// Where it stands; none for one that a rule set has by itself.
    pub at: Option<FilePlace>,
}

/// How the name that a mention stands for is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AliasBy {
    /// It names itself.
    OwnWords,
    /// Its words are the last ones of the name.
    LastWord,
    /// Its first and its last word are those of the name.
    FirstAndLastWord,
    /// Its words, several, are the first ones of the name.
    FirstWords,
    /// Its only word is the first one of the name.
    FirstWord,
    /// It stands in brackets behind the name, or is made of its first letters.
    Acronym,
    /// The name has the very same words.
    SameWords,
    /// The name stands among its words.
    NameWithin,
    /// The name stands before it.
    NameBefore,
}
