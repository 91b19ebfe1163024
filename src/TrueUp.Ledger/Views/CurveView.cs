using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Views;

/// <summary>An equity curve beside its benchmarks, ready to draw: everything is already rebased to 1 at the same session.</summary>
/// <param name="Title">What is drawn, in a few words.</param>
/// <param name="AsOf">The state of the world the curve was computed from; not always its last point.</param>
/// <param name="Lines">In the order a legend would have; at most one is the portfolio.</param>
/// <param name="Drawdown">Of the portfolio, as a fraction below its peak: 0 or negative.</param>
/// <param name="Notes">What a reader must know before believing the picture: stale marks, hypothetical results, missing days.</param>
public sealed record CurveView(string Title, TradeDate AsOf, ValueList<CurveLine> Lines, ValueList<CurvePoint> Drawdown, ValueList<string> Notes);

/// <param name="Name">As the label at the end of the line says it.</param>
/// <param name="IsPortfolio">Drawn above the others and thicker.</param>
/// <param name="Points">By day, ascending; a day may be missing.</param>
public sealed record CurveLine(string Name, bool IsPortfolio, ValueList<CurvePoint> Points);

/// <summary>A ratio on a day: a growth multiple or a drawdown. Not money.</summary>
public readonly record struct CurvePoint(TradeDate Day, decimal Value);
