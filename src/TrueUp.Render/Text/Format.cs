namespace TrueUp.Render.Text;

/// <summary>How a command answers on stdout.</summary>
public enum Format
{
    /// <summary>Aligned for a person; figures may be rounded for reading.</summary>
    Text,

    /// <summary>One document with everything, exact digits.</summary>
    Json,

    /// <summary>The answer's principal list only, exact digits, RFC 4180.</summary>
    Csv,
}
