namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code YamlSyntax = new("TU2051", "A settings file is not readable YAML", "indent with spaces, not tabs, and quote text that has : or # in it");
    public static readonly Code YamlForm = new("TU2052", "A settings file uses YAML that TrueUp does not read", "use plain keys, values and lists only");
    public static readonly Code YamlDuplicate = new("TU2053", "A settings key is given twice", "keep one of the two");
    public static readonly Code UnknownSetting = new("TU2054", "No such setting", "docs/reference/config.md lists them all");
    public static readonly Code BadSetting = new("TU2055", "A setting has a value it cannot have", "docs/reference/config.md says what each setting takes");
}
