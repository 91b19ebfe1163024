using System.Diagnostics;

namespace TrueUp.Render.Svg;

/// <summary>Where a picture will be seen.</summary>
public enum Theme
{
    /// <summary>Fixed colors on white, for paper and PNG.</summary>
    Light,

    /// <summary>Fixed colors on a dark ground.</summary>
    Dark,

    /// <summary>Follows the reader's preference in a browser, and is light on paper.</summary>
    Adaptive,
}

/// <summary>
/// The colors. Text roles reach a contrast of 4.5:1 on their surface and graphics 3:1 (a test measures it); series differ in lightness as well as
/// hue and always carry a label, so that nothing is said by color alone.
/// </summary>
public static class Palette
{
    public static string Light(Role role) => role switch
    {
        Role.Surface => "#ffffff",
        Role.Ink => "#18202a",
        Role.Muted => "#566272",
        Role.Grid => "#e4e8ed",
        Role.Baseline => "#98a3b0",
        Role.Portfolio => "#0a58ca",
        Role.Loss => "#c02f2f",
        Role.Notice => "#8a4b00",
        Role.Series1 => "#b45309",
        Role.Series2 => "#0f766e",
        Role.Series3 => "#7e3aa8",
        Role.Series4 => "#b02a5b",
        Role.Series5 => "#5f6b00",
        Role.Series6 => "#475569",
        _ => throw new UnreachableException($"role {role} has no light color"),
    };

    public static string Dark(Role role) => role switch
    {
        Role.Surface => "#11161d",
        Role.Ink => "#e8edf3",
        Role.Muted => "#a0acba",
        Role.Grid => "#28313c",
        Role.Baseline => "#66727f",
        Role.Portfolio => "#6cb0ff",
        Role.Loss => "#ff7a70",
        Role.Notice => "#f2b45c",
        Role.Series1 => "#f0a04b",
        Role.Series2 => "#45c4b0",
        Role.Series3 => "#c79bf0",
        Role.Series4 => "#ff8fb1",
        Role.Series5 => "#c8cc58",
        Role.Series6 => "#a8b8c8",
        _ => throw new UnreachableException($"role {role} has no dark color"),
    };
}
