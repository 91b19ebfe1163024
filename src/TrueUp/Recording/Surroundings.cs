using TrueUp.Edges.Prices;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using TrueUp.Reading;

namespace TrueUp.Recording;

/// <summary>Gathers what the pure rules of intake may look at, reading only what they ask for. One per write, made before anything is appended.</summary>
sealed class Surroundings
{
    /// <summary>Other spellings of symbols alone, for inputs that need to know nothing else.</summary>
    public static Aliases AliasesOf(Desk desk) => new(Books.Terms(desk.Journal, desk.Settings.Lots).Instruments.Values);

    readonly Desk desk;
    readonly IJournalWriter to;
    readonly long before;
    readonly Background background;
    readonly Lazy<PriceStore> store;
    Dictionary<Symbol, List<CorporateActionRecorded>>? actions;
    Dictionary<int, BookFold>? folds;
    FxRates? rates;
    bool? anyFill;
    int? lastDay;

    public Surroundings(Desk desk, IJournalWriter to)
    {
        (this.desk, this.to, before) = (desk, to, to.Head.Sequence);
        background = new(to.Journal.ReadKinds(Background.Kinds, before), desk.Settings.Lots, null);
        store = new(() => new(desk.Journal.Database));
        LastClose = Closes.Raw(store, symbol => background.Terms.Instruments.GetValueOrDefault(symbol), SplitBetween);
    }

    /// <summary>The last raw close at or before a day, in units of that day.</summary>
    Func<Symbol, TradeDate, Price?> LastClose { get; }

    Aliases Aliases => new(background.Terms.Instruments.Values);

    public RecommendationSurroundings OfRecommendations() => new(to.Find, LastClose)
    {
        Aliases = Aliases,
        Read = sequence => to.Journal.Read(sequence - 1, sequence).Single().Entry,
        EndedOn = EndedOn,
        FilledOn = FilledOn,
        Today = desk.Today,
    };

    public FillSurroundings OfFills()
    {
        return new(
            to.Find,
            sequence => to.Journal.Read(sequence - 1, sequence).Single().Entry is var entry && entry is RowHeld held ? held.Proposed : entry,
            (account, symbol, day) => FoldOf(day).UnitsOf(account, symbol),
            LastClose,
            desk.Calendar)
        {
            LongOnly = desk.Settings.LongOnly.ToHashSet(),
            IsReversed = background.IsReversed,
            AnyByHand = to.AnyIdentity(Identities.Hand),
            Aliases = Aliases,
            Instruments = background.Terms.Instruments,
            Accounts = background.Terms.AccountCurrencies,
            Funded = Funded(),
            Worth = new Worth(desk, () => Books.Through(to.Journal, background, before), LastClose).On,
            HasRate = (from, into, day) => (rates ??= store.Value.Rates()).On(from, into, day) is not null,
            SplitBetween = SplitBetween,
            LastPaid = LastPaid,
            EndedOn = EndedOn,
            IsNew = IsNew,
            Today = desk.Today,
        };
    }

    Dictionary<AccountName, Funding> Funded()
    {
        Dictionary<AccountName, Funding> funded = [];
        foreach (var (_, _, entry) in background.Others)
        {
            if (entry is not CashMoved { Kind: CashKind.Deposit or CashKind.Withdrawal } cash) continue;
            var own = background.Terms.AccountCurrencies[cash.Account];
            var known = funded.TryGetValue(cash.Account, out var found) ? found : new(null, Money.Zero(own), IsPaidIn: false);
            if (cash is { Kind: CashKind.Deposit, Note: "opening cash" } && known.OpenedOn is null) known = known with { OpenedOn = cash.Day };
            if (cash.Amount.Currency == own) known = known with { PaidIn = known.PaidIn + cash.Amount, IsPaidIn = true };
            funded[cash.Account] = known;
        }

        return funded;
    }

    /// <summary>What issuers did, by symbol.</summary>
    List<CorporateActionRecorded> ActionsOf(Symbol symbol)
    {
        if (actions is null)
        {
            actions = [];
            foreach (var (_, _, entry) in background.Others)
            {
                if (entry is not CorporateActionRecorded action) continue;
                if (!actions.TryGetValue(action.Action.Symbol, out var known)) actions[action.Action.Symbol] = known = [];
                known.Add(action);
            }
        }

        return actions.TryGetValue(symbol, out var found) ? found : [];
    }

    decimal SplitBetween(Symbol symbol, TradeDate after, TradeDate through)
    {
        var ratio = 1m;
        foreach (var action in ActionsOf(symbol))
            if (action.Day > after && action.Day <= through && KnownAction.Of(action.Day, action.Action) is { } known) ratio *= known.Ratio;
        return ratio;
    }

    TradeDate? EndedOn(Symbol symbol)
    {
        TradeDate? ended = null;
        foreach (var action in ActionsOf(symbol))
            if (action.Action is CorporateAction.Delisting or CorporateAction.Merger) ended = action.Day;
        return ended;
    }

    Price? LastPaid(Symbol symbol, TradeDate before)
    {
        (TradeDate Day, Price? Price) last = default;
        to.Journal.ScanFills(new FillQuery(this.before, To: before.Plus(-1)), (long sequence, in Fill fill, long _) =>
        {
            if (fill.Symbol == symbol && fill.TradeDate >= last.Day && !background.IsReversed(sequence)) last = (fill.TradeDate, fill.Price);
        });
        return last.Price;
    }

    HashSet<string> FilledOn(TradeDate day)
    {
        HashSet<string> filled = [];
        to.Journal.ScanFills(new FillQuery(before, day, day), (long sequence, in Fill fill, long _) =>
        {
            if (!background.IsReversed(sequence)) filled.Add(RecommendationIntake.Line(fill.Account, fill.Symbol, fill.Side));
        });
        return filled;
    }

    // Only accounts that never sell short ask. From the last day there is a fact of, every day is alike.
    BookFold FoldOf(TradeDate asked)
    {
        var day = Math.Min(asked.Number, lastDay ??= LastDay());
        folds ??= [];
        if (folds.TryGetValue(day, out var known)) return known;
        var asOf = TradeDate.FromNumber(day);
        return folds[day] = Books.Through(to.Journal, new(to.Journal.ReadKinds(Background.Kinds, before), desk.Settings.Lots, asOf), before, asOf);
    }

    int LastDay()
    {
        var last = background.Others.Count > 0 ? background.Others[^1].Order.Day : 0;
        to.Journal.ScanFills(new FillQuery(before), (long _, in Fill fill, long _) => last = Math.Max(last, fill.TradeDate.Number));
        return last;
    }

    // Asked when this input has appended fills of its own: more than it has appended were there before.
    bool AnyFill() => anyFill ??= to.Journal.CountFills() > to.Head.Sequence - before;

    bool IsNew(Symbol symbol) =>
        !to.HasNamed(symbol.Name) && !background.Terms.Instruments.ContainsKey(symbol) && store.Value.HeadersOf(symbol).Count == 0 && AnyFill();
}
