namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NoSuchProfile = new("TU2001", "No such profile", "profiles are files profiles/NAME.yaml in the book; microcap-experiment is built in");
    public static readonly Code YamlBroken = new("TU2002", "The YAML cannot be read", "check the indentation at the line named; two spaces a level, never tabs");
    public static readonly Code YamlDuplicateKey = new("TU2003", "A key is given twice", "keep one of the two");
    public static readonly Code YamlUnknownKey = new("TU2004", "A key that is not known", "check its spelling; the reference lists the keys");
    public static readonly Code YamlWrongType = new("TU2005", "A value of the wrong kind", "the reference shows the shape of each key");
    public static readonly Code YamlForbidden = new("TU2006", "Anchors, aliases and tags are not read", "write the value out");
    public static readonly Code YamlAmbiguous = new("TU2007", "A word that YAML readers do not agree on", "put quotes around it");
    public static readonly Code YamlSeveralDocuments = new("TU2008", "More than one document in a file", "keep one; remove the line ---");
    public static readonly Code YamlTooLarge = new("TU2009", "A settings file that is too large or too deep", "a profile is a page of text");
    public static readonly Code ProfileValue = new("TU2010", "A value the key does not allow", "use one of the values listed");
    public static readonly Code ProfileIncomplete = new("TU2011", "The profile lacks something it needs", "add the key named");
    public static readonly Code ProfileOtherKind = new("TU2012", "The profile does not describe this kind of file", "add the section named to the profile");
}
