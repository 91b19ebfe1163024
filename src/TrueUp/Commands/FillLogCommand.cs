using System.CommandLine;
using System.Text;
using NodaTime;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Recording;

namespace TrueUp.Commands;

/// <summary>
/// <c>trueup fill log</c>: asks for fills one by one. Each is recorded, durably, before the next is asked for; one that is broken off leaves nothing.
/// Asks only a terminal, unless answers are announced with <c>--stdin</c>.
/// </summary>
static class FillLogCommand
{
    const string Done = "done";
    const string Cancel = "cancel";

    public static Command Build()
    {
        Option<string?> date = new("--date") { Description = "The trade date: YYYY-MM-DD, today or yesterday (default: today)" };
        Option<string?> broker = new("--broker") { Description = "The broker that filled them" };
        Option<bool> piped = new("--stdin") { Description = "Read the answers from standard input, one a line, instead of asking at a terminal" };
        return new Command("log", "Log fills at prompts, each saved before the next is asked for") { date, broker, piped }.Does(desk =>
        {
            var announced = desk.Args.GetValue(piped);
            if (!announced && Console.IsInputRedirected)
                throw new RefusedException(Codes.NoTerminal, new("fill log"), "there is no terminal to ask at", "pass --stdin to read answers line by line, or use: trueup log-fill --date D ITEM…");
            var day = desk.Args.GetValue(date) is { } text ? Typed.Day(desk, text) : desk.Today;
            using StreamReader? lines = announced ? new(Shell.Input(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) : null;
            Conversation conversation = new(desk, day, desk.Args.GetValue(broker), lines);
            return conversation.Run();
        });
    }

    /// <param name="Field">What is asked for.</param>
    /// <param name="Words">As the person is asked.</param>
    /// <param name="Stand">Stands in for an answer not yet given, so that earlier answers can be judged by the whole reader.</param>
    sealed record Question(FillField Field, string Words, string Stand);

    static readonly Question[] Questions =
    [
        new(FillField.Symbol, "symbol, or done", "A"),
        new(FillField.Side, "side", "buy"),
        new(FillField.Quantity, "quantity", "1"),
        new(FillField.Price, "price", "1"),
        new(FillField.Time, "time HH:MM[:SS], or nothing", ""),
        new(FillField.Fee, "commission, or nothing", ""),
        new(FillField.Note, "note, or nothing", ""),
    ];

    sealed class Conversation(Desk desk, TradeDate day, string? broker, StreamReader? lines)
    {
        readonly AccountOpened account = desk.Account;
        readonly string zone = desk.Terms.Zone;
        readonly Dictionary<FillField, string> answers = [];
        readonly List<FillReport> told = [];
        int saved, held, line;

        public int Run()
        {
            if (lines is null) desk.Notes.WriteLine($"fills of {day} in account {account.Account}; times are of {zone}; {Cancel} starts a fill again, Ctrl-C ends");
            while (Ask() is { } report) Save(report);
            desk.Notes.WriteLine($"{Recorder.Plural(saved, "fill")} {(desk.DryRun ? "would be " : "")}saved");
            if (answers.Count == 0) return held > 0 ? ExitCode.Held : ExitCode.Clean;
            desk.Notes.WriteLine($"note: the input ended in the middle of a fill ({string.Join(' ', answers.Values.Where(a => a.Length > 0))}), which was not saved");
            return ExitCode.Findings;
        }

        /// <summary>One fill; null at the end of the conversation.</summary>
        FillReport? Ask()
        {
            answers.Clear();
            for (var i = 0; i < Questions.Length;)
            {
                var question = Questions[i];
                // Nobody who writes may wait for a person who thinks.
                desk.LookAgain();
                if (lines is null) desk.Notes.Write($"{question.Words}: ");
                var answer = lines is null ? Console.ReadLine() : lines.ReadLine();
                line++;
                if (answer is null && lines is null) desk.Notes.WriteLine();
                if (answer is null || (i == 0 && answer.Trim().Equals(Done, StringComparison.OrdinalIgnoreCase))) return null;
                if (i > 0 && question.Field != FillField.Note && answer.Trim().Equals(Cancel, StringComparison.OrdinalIgnoreCase))
                {
                    answers.Clear();
                    i = 0;
                    continue;
                }

                answers[question.Field] = answer.Trim();
                if (Understood(out var report)) i++;
                else answers.Remove(question.Field);
                if (i == Questions.Length) return report;
            }

            return null;
        }

        /// <summary>Whether the answers so far can be part of a fill. At a terminal the person hears why not and is asked again; in a pipe the next line would
        /// answer another question, so that the first wrong one ends it.</summary>
        bool Understood(out FillReport report)
        {
            Rejections refused = new();
            FillStyle style = new()
            {
                Account = account.Account,
                Currency = account.Currency,
                Moments = new(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)),
                Day = day,
                Today = desk.Today,
                Broker = broker ?? account.Broker,
            };
            FillText text = new()
            {
                Symbol = Of(FillField.Symbol),
                Side = Of(FillField.Side),
                Quantity = Of(FillField.Quantity),
                Price = Of(FillField.Price),
                Time = Of(FillField.Time),
                Fee = Of(FillField.Fee),
                Note = Of(FillField.Note),
            };
            Place place = lines is null ? new("answer") : new("stdin", line);
            if (new Fills(style, new Remarks()).Read(text, place, _ => place, refused, detailed: true, out report)) return true;
            if (lines is not null)
            {
                desk.Notes.WriteLine($"{Recorder.Plural(saved, "fill")} saved before this one");
                refused.ThrowIfAny();
            }

            foreach (var rejection in refused.First)
            {
                desk.Notes.WriteLine(rejection.Message);
                if ((rejection.Hint ?? rejection.Code.Hint) is { Length: > 0 } hint) desk.Notes.WriteLine($"hint: {hint}");
            }

            return false;
        }

        byte[] Of(FillField field)
        {
            var question = Questions.First(q => q.Field == field);
            var answer = answers.GetValueOrDefault(field, question.Stand);
            // A time of day belongs to the day the fills are of.
            return Encoding.UTF8.GetBytes(field == FillField.Time && answer.Length is > 0 and <= 8 ? $"{day} {answer}" : answer);
        }

        void Save(FillReport report)
        {
            desk.LookAgain();
            var at = report.Fill.ExecutedAt ?? (day == desk.Today ? desk.Now - Duration.FromTicks(desk.Now.ToUnixTimeTicks() % NodaConstants.TicksPerSecond) : null);
            report = report with { Fill = report.Fill with { ExecutedAt = at }, Detail = report.Detail with { ByHand = true } };
            var recorder = desk.Write(desk.Stamp("fill log"), to =>
            {
                FillIntake intake = new(new Surroundings(desk, to).OfFills());
                Recorder recording = new(to) { Remarks = () => intake.Remarks.Sentences };
                // Told twice in one conversation is two fills, as two items of one command are; the same conversation again is the same fills.
                foreach (var same in told.Where(t => t.Fill == report.Fill)) Typed.Decide(intake, same);
                recording.Carry(Typed.Decide(intake, report), 0, () => Typed.Row(report.Fill));
                return recording;
            });
            answers.Clear();
            told.Add(report);
            recorder.Explain(desk.Notes);
            held += recorder.Held.Count;
            if (recorder.Held.Count > 0) return;
            saved += recorder.Count.Recorded;
            var fill = report.Fill;
            var what = $"{fill.Side.Word} {fill.Quantity} {fill.Symbol} at {fill.Price} on {day}";
            desk.Notes.WriteLine(recorder.Count.Recorded > 0 ? $"saved {recorder.Sequences[0]}: {what}" : $"already recorded as {recorder.Sequences[0]}: {what}");
        }
    }
}
