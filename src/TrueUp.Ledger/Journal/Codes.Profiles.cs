namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NoSuchProfile = new("TU2001", "No such profile", "profiles are files profiles/NAME.yaml in the book; microcap-experiment is built in");
    public static readonly Code YamlUnknownKey = new("TU2004", "A key that is not known", "check its spelling; the reference lists the keys");
    public static readonly Code YamlWrongType = new("TU2005", "A value of the wrong kind", "the reference shows the shape of each key");
    public static readonly Code YamlAmbiguous = new("TU2007", "A word that YAML readers do not agree on", "put quotes around it");
    public static readonly Code YamlTooLarge = new("TU2009", "A settings file that is too large or too deep", "a profile is a page of text");
    public static readonly Code ProfileValue = new("TU2010", "A value the key does not allow", "use one of the values listed");
    public static readonly Code ProfileIncomplete = new("TU2011", "The profile lacks something it needs", "add the key named");
    public static readonly Code ProfileOtherKind = new("TU2012", "The profile does not describe this kind of file", "add the section named to the profile");
}
