using TrueUp.Edges.Store;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Upkeep;

/// <summary>
/// docs/specs/intake-ids.md, "Reversals" and "Held rows": after a correction the right fact can be recorded, and the same input again brings nothing back.
/// </summary>
public sealed class CorrectionTests : IDisposable
{
    static readonly TradeDate Day = TradeDate.Of(2026, 1, 5);
    static readonly AccountName Main = new("Main");
    readonly Written written = Written.Of("memory", Journals.Opening);
    int minute = 10;

    public void Dispose() => written.Dispose();

    [Fact]
    public void A_mistyped_fill_is_reversed_and_the_right_one_takes_its_place()
    {
        var wrong = Record(Hand(130));
        Reverse(wrong);
        Record(Hand(13));

        Assert.Equal(13, Units());
    }

    [Fact]
    public void What_was_reversed_stays_reversed_however_often_its_source_tells_it_again()
    {
        foreach (var fill in (FillRecorded[])[Hand(100), Row(101), Broker("X1", 102), Order("O1", 103)])
        {
            Reverse(Record(fill));
            Assert.IsType<Landing.Already>(Decide(fill));
        }

        Assert.Equal(0, Units());
    }

    [Fact]
    public void After_a_reversal_the_execution_id_is_free_for_the_right_content_and_the_wrong_one_is_still_known()
    {
        Reverse(Record(Broker("X1", 100)));
        Record(Broker("X1", 90));

        Assert.IsType<Landing.Already>(Decide(Broker("X1", 100)));
        Assert.IsType<Landing.Already>(Decide(Broker("X1", 90)));
        Assert.IsType<Landing.Hold>(Decide(Broker("X1", 80)));
        Assert.Equal(90, Units());
    }

    [Fact]
    public void An_older_revision_does_not_come_back_after_the_newest_was_reversed()
    {
        Record(Broker("X1", 100));
        var second = Carry(Assert.IsType<Landing.Replace>(Decide(Broker("X1", 90, correction: 1))));
        Reverse(second);

        Assert.IsType<Landing.Already>(Decide(Broker("X1", 100)));
        Assert.IsType<Landing.Already>(Decide(Broker("X1", 90, correction: 1)));
        Assert.IsType<Landing.Record>(Decide(Broker("X1", 80, correction: 2)));
        Assert.Equal(0, Units());
    }

    [Fact]
    public void A_reversed_fill_typed_by_hand_does_not_wait_for_the_brokers_record()
    {
        var twice = Record(Hand(100));
        Record(Hand(100) with { Detail = new FillDetail(OrderId: "again") { ByHand = true } });
        Reverse(twice);

        // Two looked alike; one is reversed, so that the broker's record is of the other and nobody has to be asked.
        var landing = Assert.IsType<Landing.Replace>(Decide(Broker("X1", 100)));
        Assert.NotEqual(twice, landing.Sequence);
        Carry(landing);
        Assert.Equal(100, Units());
    }

    [Fact]
    public void Reversing_a_reversal_brings_the_fact_and_its_identity_back()
    {
        var fill = Record(Broker("X1", 100));
        Reverse(Reverse(fill));

        Assert.Equal(100, Units());
        Assert.Equal(fill, Assert.IsType<Landing.Already>(Decide(Broker("X1", 100))).Sequence);
        Assert.Null(new IdentityTrail(Find).Wrong(fill, Read(fill).Entry));
        // And out again, and in again.
        var last = Reverse(fill);
        Assert.Equal(0, Units());
        Reverse(last);
        Assert.Equal(100, Units());
    }

    [Fact]
    public void A_fact_does_not_come_back_beside_the_one_that_took_its_place()
    {
        var reversal = Reverse(Record(Broker("X1", 100)));
        Record(Broker("X1", 90));

        Assert.Equal(Codes.PlaceTaken, Assert.Single(Assert.Throws<RefusedException>(() => Reverse(reversal)).Rejections).Code);
        Assert.Equal(90, Units());
    }

    [Fact]
    public void When_what_took_its_place_is_reversed_too_a_fact_gets_its_id_back()
    {
        var first = Record(Broker("X1", 100));
        var reversal = Reverse(first);
        Reverse(Record(Broker("X1", 90)));
        Reverse(reversal);

        Assert.Equal(100, Units());
        Assert.Null(new IdentityTrail(Find).Wrong(first, Read(first).Entry));
        Assert.Equal(first, Assert.IsType<Landing.Already>(Decide(Broker("X1", 100))).Sequence);
        Assert.IsType<Landing.Already>(Decide(Broker("X1", 90)));
    }

    [Fact]
    public void What_counts_no_more_or_never_counted_is_not_reversed()
    {
        var fill = Record(Hand(100));
        Reverse(fill);

        Assert.Equal(Codes.AlreadyReversed, Refused(fill));
        Assert.Equal(Codes.CannotReverse, Refused(1));
        Assert.Equal(Codes.CannotReverse, Refused(2));
        Assert.Equal(Codes.CannotReverse, Refused(Hold(Row(5), Codes.ZeroPrice)));

        Code Refused(long sequence) => Assert.Single(Assert.Throws<RefusedException>(() => Reverse(sequence)).Rejections).Code;
    }

    [Fact]
    public void A_cancel_of_a_fill_that_a_person_reversed_does_not_bring_it_back()
    {
        var fill = Broker("X1", 100);
        Reverse(Record(fill));

        Assert.IsType<Landing.Already>(new FillIntake(Surroundings()).Withdraw(fill));
    }

    [Fact]
    public void A_reversed_recommendation_frees_its_id_and_its_old_content_stays_known()
    {
        RecommendationMade Made(decimal target) => new(new Recommendation("R1", Main, Symbol.Stored("AAA"), Side.Buy, new(target), new(5), null, Day, null, null, null, null)) { Day = Day };
        RecommendationIntake Intake() => new(new(Find, (_, _) => null) { Read = s => Read(s).Entry });
        var first = Carry(Intake().Decide(Made(100), default));

        Assert.Throws<RefusedException>(() => Intake().Decide(Made(90), default));
        Reverse(first);
        Carry(Assert.IsType<Landing.Record>(Intake().Decide(Made(90), default)));
        Assert.IsType<Landing.Already>(Intake().Decide(Made(100), default));
    }

    [Fact]
    public void Accepting_a_contradiction_puts_it_in_the_place_of_what_it_contradicts()
    {
        Record(Broker("X1", 100));
        var held = Carry(Assert.IsType<Landing.Hold>(Decide(Broker("X1", 90))));
        Accept(held);

        Assert.Equal(90, Units());
        Assert.IsType<Landing.Already>(Decide(Broker("X1", 100)));
        Assert.IsType<Landing.Already>(Decide(Broker("X1", 90)));
    }

    [Fact]
    public void Accepting_an_identical_row_counts_it_once_and_the_file_again_finds_both()
    {
        Record(Row(100));
        var copy = Identities.Of(Row(100).Fill, FillDetail.None, 2);
        var held = Carry(new Landing.Hold(Row(100), Codes.IdenticalRow, "a copy", copy));
        Assert.Equal(100, Units());

        Accept(held);

        Assert.Equal(200, Units());
        FillIntake again = new(Surroundings());
        Assert.IsType<Landing.Already>(again.Decide(Row(100)));
        Assert.IsType<Landing.Already>(again.Decide(Row(100)));
        Assert.IsType<Landing.Record>(again.Decide(Row(100)));
    }

    [Fact]
    public void Accepting_a_cancel_needs_the_original_and_takes_it_back()
    {
        var cancel = Broker("X1", 100);
        var held = Carry(new FillIntake(Surroundings()).Withdraw(cancel));

        Assert.Equal(Codes.NotYetAcceptable, Assert.Single(Assert.Throws<RefusedException>(() => Accept(held)).Rejections).Code);
        Record(cancel);
        Accept(held);
        Assert.Equal(0, Units());
        Assert.IsType<Landing.Already>(new FillIntake(Surroundings()).Withdraw(cancel));
    }

    [Fact]
    public void A_second_record_like_one_that_confirmed_a_fill_typed_by_hand_is_a_second_fill()
    {
        Record(Hand(100));
        Carry(Assert.IsType<Landing.Replace>(Decide(Broker("X1", 100))));

        Assert.IsType<Landing.Record>(Decide(Broker("X2", 100)));
    }

    [Fact]
    public void Two_fills_typed_alike_are_confirmed_one_by_one_when_a_person_says_so()
    {
        Record(Hand(100));
        Record(Hand(100) with { Detail = new FillDetail(OrderId: "second") { ByHand = true } });
        var first = Carry(Assert.IsType<Landing.Hold>(Decide(Broker("X1", 100))));
        var second = Carry(Assert.IsType<Landing.Hold>(Decide(Broker("X2", 100))));
        Accept(first);
        Accept(second);

        Assert.Equal(200, Units());
        Assert.IsType<Landing.Already>(Decide(Broker("X1", 100)));
        Assert.IsType<Landing.Already>(Decide(Broker("X2", 100)));
    }

    [Fact]
    public void An_option_without_a_multiplier_is_not_accepted_before_it_is_declared()
    {
        var fill = new Fill(Main, Symbol.Stored("ZZZ260116C00150000"), Side.Buy, new(1), new(2), 0, default, Day, null);
        var held = Hold(new(fill, FillDetail.None) { Day = Day }, Codes.NoMultiplier);

        Assert.Equal(Codes.NotYetAcceptable, Assert.Single(Assert.Throws<RefusedException>(() => Accept(held)).Rejections).Code);
    }

    [Fact]
    public void Every_recorded_fact_is_found_again_by_its_trail()
    {
        long[] recorded = [Record(Hand(100)), Record(Row(7)), Record(Broker("X1", 101)), Record(Order("O1", 3)), Record(Row(8))];

        foreach (var sequence in recorded) Assert.Null(new IdentityTrail(Find).Wrong(sequence, Read(sequence).Entry));
        Assert.NotNull(new IdentityTrail(_ => null).Wrong(recorded[0], Read(recorded[0]).Entry));
    }

    static FillRecorded Hand(decimal quantity) => Row(quantity) with { Detail = new FillDetail { ByHand = true } };

    static FillRecorded Row(decimal quantity) => new(new Fill(Main, Symbol.Stored("AAA"), Side.Buy, new(quantity), new(5), 0, default, Day, null), FillDetail.None) { Day = Day };

    static FillRecorded Broker(string execution, decimal quantity, int correction = 0) => Row(quantity) with { Detail = new FillDetail(execution, correction) };

    static FillRecorded Order(string order, decimal quantity) => Row(quantity) with { Detail = new FillDetail(OrderId: order) };

    FillSurroundings Surroundings() => new(
        Find, s => Read(s).Entry is RowHeld held ? held.Proposed : Read(s).Entry, (_, _, _) => Ledger.Values.Units.None, (_, _) => null, ExchangeCalendar.Named("ALWAYS", default))
    {
        AnyByHand = true,
        IsReversed = Background().Reversed.Contains,
    };

    Landing Decide(FillRecorded fill) => new FillIntake(Surroundings()).Decide(fill);

    long Record(FillRecorded fill) => Carry(Assert.IsType<Landing.Record>(Decide(fill)));

    long Hold(FillRecorded fill, Code code) => Carry(new Landing.Hold(fill, code, "", Identities.Of(fill.Fill, fill.Detail, 1)));

    long Carry(Landing landing)
    {
        var last = 0L;
        written.Journal.Write(Written.Stamp(minute++), to =>
        {
            Recording.Recorder recorder = new(to);
            recorder.Carry(landing, 2, () => "row");
            return last = to.Head.Sequence;
        });
        return last;
    }

    long Reverse(long sequence) => written.Journal.Write(Written.Stamp(minute++), to =>
    {
        var reversal = Reversal.Of(Read(sequence), Read, Background().Reversed, to.Find);
        var made = to.Append(new EntryReversed(sequence, "wrong") { Day = Day });
        foreach (var identity in reversal.ToReversal) to.Identify(identity, made);
        foreach (var identity in reversal.ToFact) to.Identify(identity, reversal.Fact.Sequence);
        return made;
    });

    void Accept(long sequence) => written.Journal.Write(Written.Stamp(minute++), to =>
    {
        var background = Background();
        var acceptance = Acceptance.Of(sequence, (RowHeld)Read(sequence).Entry, to.Find, s => Read(s).Entry, background.IsReversed, background.Terms.Instruments);
        var reversal = acceptance.Reverses is { } earlier ? to.Append(new EntryReversed(earlier, "accepted") { Day = Day }) : 0;
        var recorded = acceptance.Records is { } fact ? to.Append(fact) : reversal;
        foreach (var identity in acceptance.Identities) to.Identify(identity, recorded);
        return to.Append(new HeldDecided(sequence, true, "seen") { Day = Day });
    });

    Background Background() => new(written.Journal.ReadKinds(Ledger.Positions.Background.Kinds, long.MaxValue), LotMethod.Fifo, null);

    Known? Find(Identity identity) => written.Journal.Write(Written.Stamp(minute), to => to.Find(identity), keep: false);

    Posted Read(long sequence) => written.Journal.Read(sequence - 1, sequence).Single();

    decimal Units() => TrueUp.Reading.Books.At(written.Journal, Cut.Everything, LotMethod.Fifo, fresh: true).UnitsOf(Main, Symbol.Stored("AAA")).Value;
}
