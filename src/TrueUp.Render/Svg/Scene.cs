using TrueUp.Ledger.Values;

namespace TrueUp.Render.Svg;

/// <summary>
/// A picture as a list of shapes, first at the bottom. Knows nothing of what it shows, and names colors by what they are for, so that one
/// scene is drawn light, dark or in the colors of a page.
/// </summary>
/// <param name="Width">In pixels at 100 %.</param>
/// <param name="Height">In pixels at 100 %.</param>
/// <param name="Title">Read aloud instead of the picture.</param>
/// <param name="Description">What the picture shows, in words, for those who cannot see it.</param>
/// <param name="Shapes">Back to front.</param>
public sealed record Scene(int Width, int Height, string Title, string Description, ValueList<Shape> Shapes);

/// <summary>Pixels from the top left. Doubles are fine here: a picture is not a figure.</summary>
public readonly record struct Spot(double X, double Y);

public abstract record Shape
{
    private protected Shape() { }                                // closed: every kind of shape is in this file
}

/// <param name="Points">Joined in order; not closed.</param>
/// <param name="Role">Color.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Dash">Pixels on and off; 0 is a solid line.</param>
public sealed record Stroke(ValueList<Spot> Points, Role Role, double Width, double Dash = 0) : Shape;

/// <summary>A filled outline, closed from its last point to its first: an area, a bar, a background.</summary>
public sealed record Fill(ValueList<Spot> Points, Role Role, double Opacity = 1) : Shape
{
    public static Fill Box(double left, double top, double right, double bottom, Role role, double opacity = 1) =>
        new([new(left, top), new(right, top), new(right, bottom), new(left, bottom)], role, opacity);
}

public sealed record Dot(Spot At, double Radius, Role Role) : Shape;

/// <param name="At">On the baseline, at the side that <paramref name="Anchor"/> names.</param>
/// <param name="Text">One line.</param>
/// <param name="Size">Font size in pixels.</param>
/// <param name="Role">Color.</param>
/// <param name="Anchor">Which side of the text is at <paramref name="At"/>.</param>
/// <param name="Bold">Weight 700.</param>
public sealed record Label(Spot At, string Text, double Size, Role Role, Anchor Anchor = Anchor.Start, bool Bold = false) : Shape;

public enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>What a color is for.</summary>
public enum Role
{
    Surface,
    Ink,
    Muted,
    Grid,
    Baseline,
    Portfolio,
    Loss,
    Notice,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
}
