using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Web.Attendance;

/// <summary>
/// An admin plans, an employee works and requests, a manager decides, payroll locks: through the pages, one story in
/// one application.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class AttendancePagesTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient ben = null!;
    private HttpClient mia = null!;
    private HttpClient eve = null!;
    private DateOnly today;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync(clock: new FakeTimeProvider(TestDay.Noon.AddDays(-60)));
        world = await World.CreateAsync(app);
        await world.SubscribeAsync(world.Bakery, PlanCatalogue.Business);
        app.Clock.SetUtcNow(TestDay.Noon);
        today = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime);
        (ben, mia, eve) = (
            await world.ClientOfAsync(world.Ben),
            await world.ClientOfAsync(world.Mia),
            await world.ClientOfAsync(world.Eve)
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { ben, mia, eve })
        {
            client.Dispose();
        }
        await app.DisposeAsync();
    }

    [Fact]
    public async Task From_the_first_shift_to_the_locked_month()
    {
        await PlanAsync();
        await DecideAsync();
        await WeekAsync();
        await CorrectAsync();
        await RuleAsync();
        await LockAsync();
    }

    private async Task PlanAsync()
    {
        var shift = new Dictionary<string, string>
        {
            ["Input.Name"] = "Office",
            ["Input.StartsAt"] = "09:00",
            ["Input.EndsAt"] = "17:00",
            ["Input.Days"] = "1",
        };
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/shifts/add", With(shift, ("Input.EndsAt", "09:00"))),
            HttpStatusCode.BadRequest,
            "A shift must end after it begins"
        );
        await AssertSaysAsync(
            await ben.SubmitAsync(
                "/bakery/shifts/add",
                With(shift, ("Input.EndsAt", "10:00"), ("Input.EndsNextDay", "true"))
            ),
            HttpStatusCode.BadRequest,
            "at most 16 hours"
        );
        await AssertSaysAsync(
            await ben.SubmitAsync(
                "/bakery/shifts/add",
                With(shift, ("Input.PausesAt", "12:00"), ("Input.ResumesAt", "12:30"))
            ),
            HttpStatusCode.BadRequest,
            "at least 60 minutes apart"
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await ben.SubmitAsync("/bakery/shifts/add", With(shift, ("Input.Days", "127")))).StatusCode
        );
        var work = await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().Shifts.Select(one => one.Id).SingleAsync()
        );

        var assignment = new Dictionary<string, string>
        {
            ["Input.Who"] = $"{world.EvePerson.Id}",
            ["Input.Work"] = $"{work}",
            ["Input.From"] = Text(today.AddDays(-4)),
        };
        await AssertSaysAsync(
            await ben.SubmitAsync(
                "/bakery/shifts/assign",
                With(assignment, ("Input.Who", $"{world.HarbourPerson.Id}"))
            ),
            HttpStatusCode.BadRequest,
            "Choose a person and a shift"
        );
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/shifts/assign", With(assignment, ("Input.Until", Text(today.AddDays(-9))))),
            HttpStatusCode.BadRequest,
            "a last day after the first"
        );
        Assert.Equal(HttpStatusCode.Redirect, (await ben.SubmitAsync("/bakery/shifts/assign", assignment)).StatusCode);
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/shifts/assign", assignment),
            HttpStatusCode.Conflict,
            "There is already an assignment"
        );
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/shifts", new() { ["archive"] = $"{work}" }),
            HttpStatusCode.Conflict,
            "It is still assigned"
        );
        Assert.Contains(
            "Office",
            await ben.GetStringAsync(new Uri("/bakery/shifts/assignments?search=eve", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    private async Task DecideAsync()
    {
        await PunchAsync(-4, 9, Direction.In);
        await PunchAsync(-4, 19, Direction.Out);
        await PunchAsync(-3, 9, Direction.In);
        var inbox = await mia.GetStringAsync(new Uri("/bakery/exceptions", UriKind.Relative));
        Assert.Contains("Forgotten check-out", inbox, StringComparison.Ordinal);
        Assert.Contains("2:00 of overtime on 7:30 of planned work", inbox, StringComparison.Ordinal);

        var fields = new Dictionary<string, string>
        {
            ["person"] = $"{world.EvePerson.Id}",
            ["on"] = Text(today.AddDays(-4)),
            ["kind"] = $"{(int)ExceptionKinds.Overtime}",
            ["verdict"] = "accept",
        };
        await AssertSaysAsync(
            await mia.SubmitAsync("/bakery/exceptions", With(fields, ("person", $"{world.HarbourPerson.Id}"))),
            HttpStatusCode.NotFound,
            "no longer needs a decision"
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await mia.SubmitAsync("/bakery/exceptions", With(fields, ("kind", "3")))).StatusCode
        );
        Assert.Equal(HttpStatusCode.Redirect, (await mia.SubmitAsync("/bakery/exceptions", fields)).StatusCode);
        Assert.DoesNotContain(
            "2:00 of overtime",
            await mia.GetStringAsync(new Uri("/bakery/exceptions", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The overtime was accepted.",
            await eve.GetStringAsync(new Uri($"/bakery/me?day={Text(today.AddDays(-4))}", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await eve.GetAsync(new Uri("/bakery/me?month=2026-01&day=9999-12-31", UriKind.Relative))).StatusCode
        );
        Assert.Contains(
            "The overtime was accepted.",
            await mia.GetStringAsync(
                new Uri($"/bakery/attendance/{world.EvePerson.Id}?day={Text(today.AddDays(-4))}", UriKind.Relative)
            ),
            StringComparison.Ordinal
        );
    }

    private async Task WeekAsync()
    {
        var sunday = WeeklyOvertime.MondayOf(today).AddDays(-8);
        for (var day = sunday.DayNumber - today.DayNumber; day > sunday.DayNumber - today.DayNumber - 7; day--)
        {
            await PunchAsync(day, 9, Direction.In);
            await PunchAsync(day, 16, Direction.Out);
        }
        await AssertSaysAsync(
            await mia.GetAsync(new Uri("/bakery/exceptions", UriKind.Relative)),
            HttpStatusCode.OK,
            "5:30 beyond 40:00 in the week"
        );
        var fields = new Dictionary<string, string>
        {
            ["person"] = $"{world.EvePerson.Id}",
            ["on"] = Text(sunday),
            ["kind"] = $"{(int)ExceptionKinds.WeeklyOvertime}",
            ["verdict"] = "refuse",
        };
        await AssertSaysAsync(
            await mia.SubmitAsync("/bakery/exceptions", With(fields, ("on", Text(sunday.AddDays(-1))))),
            HttpStatusCode.NotFound,
            "no longer needs a decision"
        );
        Assert.Equal(HttpStatusCode.Redirect, (await mia.SubmitAsync("/bakery/exceptions", fields)).StatusCode);
        Assert.DoesNotContain(
            "of a week",
            await mia.GetStringAsync(new Uri("/bakery/exceptions", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "5:30 of overtime, not paid.",
            await eve.GetStringAsync(new Uri($"/bakery/me?day={Text(sunday)}", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    private async Task CorrectAsync()
    {
        var fields = new Dictionary<string, string>
        {
            ["Input.Kind"] = "Add",
            ["Input.At"] = $"{Text(today.AddDays(-3))}T16:30",
            ["Input.Direction"] = "Out",
            ["Input.Reason"] = "The queue was long",
        };
        await AssertSaysAsync(
            await eve.SubmitAsync(
                "/bakery/me/corrections",
                With(fields, ("Input.At", $"{Text(today.AddDays(3))}T16:30"))
            ),
            HttpStatusCode.BadRequest,
            "is in the future"
        );
        await AssertSaysAsync(
            await eve.SubmitAsync("/bakery/me/corrections", With(fields, ("Input.Reason", ""))),
            HttpStatusCode.BadRequest,
            "Enter a reason"
        );
        Assert.Equal(HttpStatusCode.Redirect, (await AskWithAttachmentAsync(fields)).StatusCode);
        var id = await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().CorrectionRequests.Select(one => one.Id).SingleAsync()
        );

        var page = await mia.GetStringAsync(new Uri($"/bakery/corrections/{id}", UriKind.Relative));
        Assert.Contains("The queue was long", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf(">Before<", StringComparison.Ordinal) < page.IndexOf(">After<", StringComparison.Ordinal)
        );
        var attachment = await mia.GetAsync(new Uri($"/bakery/corrections/{id}/paper", UriKind.Relative));
        Assert.Equal(
            ("application/pdf", "attachment"),
            (
                attachment.Content.Headers.ContentType!.MediaType,
                attachment.Content.Headers.ContentDisposition!.DispositionType
            )
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (
                await mia.SubmitAsync(
                    $"/bakery/corrections/{id}",
                    new() { ["verdict"] = "approve", ["note"] = "As on the camera" }
                )
            ).StatusCode
        );
        await AssertSaysAsync(
            await mia.SubmitAsync("/bakery/exceptions", new() { ["verdict"] = "approve" }, $"/bakery/corrections/{id}"),
            HttpStatusCode.Conflict,
            "already decided"
        );
        Assert.Contains(
            "As on the camera",
            await eve.GetStringAsync(new Uri("/bakery/me/corrections", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Equal(7 * 3600, (await DayAsync(-3)).WorkedSeconds);
    }

    private async Task RuleAsync()
    {
        var rules = new Dictionary<string, string>
        {
            ["Input.BasedOn"] = "0",
            ["Input.From"] = Text(today.AddDays(-4)),
            ["Input.DeductedBreak"] = "0",
            ["Input.OvertimeNeedsApproval"] = "true",
            ["choice"] = "compare",
        };
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/policy", With(rules, ("Input.GraceLate", "999"))),
            HttpStatusCode.BadRequest,
            "a number from 0 to 240"
        );
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/policy", rules),
            HttpStatusCode.OK,
            "2 of 4 past days would change."
        );
        Assert.Equal(7 * 3600, (await DayAsync(-3)).WorkedSeconds);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await ben.SubmitAsync("/bakery/policy", With(rules, ("choice", "save")))).StatusCode
        );
        Assert.Equal(7 * 3600 + 1800, (await DayAsync(-3)).WorkedSeconds);
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/policy", With(rules, ("choice", "save"))),
            HttpStatusCode.Conflict,
            "Someone else has saved"
        );
    }

    private async Task LockAsync()
    {
        var period = new Dictionary<string, string>
        {
            ["from"] = Text(today.AddDays(-4)),
            ["until"] = Text(today.AddDays(-1)),
        };
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/periods", With(period, ("until", Text(today)))),
            HttpStatusCode.Conflict,
            "not over"
        );
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/periods", With(period, ("from", "0001-01-01"))),
            HttpStatusCode.BadRequest,
            "Choose the first and the last day."
        );
        Assert.Equal(HttpStatusCode.Redirect, (await ben.SubmitAsync("/bakery/periods", period)).StatusCode);
        var (id, hash) = await app.InAsync(
            world.Bakery,
            async services =>
                await services.GetRequiredService<FaceRekDb>().PeriodLocks.SingleAsync() is var one
                    ? (one.Id, one.Hash)
                    : default
        );
        Assert.Contains(
            hash,
            await ben.GetStringAsync(new Uri("/bakery/periods", UriKind.Relative)),
            StringComparison.Ordinal
        );
        await AssertSaysAsync(
            await eve.SubmitAsync(
                "/bakery/me/corrections",
                new()
                {
                    ["Input.Kind"] = "Add",
                    ["Input.At"] = $"{Text(today.AddDays(-2))}T09:00",
                    ["Input.Direction"] = "In",
                    ["Input.Reason"] = "Late",
                }
            ),
            HttpStatusCode.Conflict,
            "is locked for payroll"
        );
        await CelebrateAsync();
        await AssertSaysAsync(
            await ben.SubmitAsync("/bakery/periods", new() { ["open"] = $"{id}", ["because"] = "" }),
            HttpStatusCode.BadRequest,
            "Enter a reason"
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await ben.SubmitAsync(
                    "/bakery/periods",
                    new() { ["open"] = $"{Guid.CreateVersion7()}", ["because"] = "x" }
                )
            ).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (
                await ben.SubmitAsync("/bakery/periods", new() { ["open"] = $"{id}", ["because"] = "A list came late" })
            ).StatusCode
        );
        Assert.Equal(DayStatus.Holiday, (await DayAsync(-2)).Status);
    }

    /// <summary>A holiday affects its day at once, also when it is removed; a locked day stays as payroll received it.</summary>
    private async Task CelebrateAsync()
    {
        foreach (var day in new[] { -2, 0 })
        {
            Assert.Equal(
                HttpStatusCode.Redirect,
                (
                    await ben.SubmitAsync(
                        "/bakery/sites/holidays",
                        new() { ["Input.On"] = Text(today.AddDays(day)), ["Input.Name"] = "Harvest feast" }
                    )
                ).StatusCode
            );
        }
        Assert.Contains(
            "Holiday: Harvest feast.",
            await eve.GetStringAsync(new Uri($"/bakery/me?day={Text(today)}", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Equal((DayStatus.Absent, DayStatus.Holiday), ((await DayAsync(-2)).Status, (await DayAsync(0)).Status));
        var id = await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .Holidays.Where(holiday => holiday.On == today)
                    .Select(holiday => holiday.Id)
                    .SingleAsync()
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await ben.SubmitAsync("/bakery/sites/holidays", new() { ["remove"] = $"{id}" })).StatusCode
        );
        Assert.Equal(DayStatus.Absent, (await DayAsync(0)).Status);
    }

    private static Dictionary<string, string> With(
        Dictionary<string, string> fields,
        params (string Name, string Value)[] others
    )
    {
        var all = new Dictionary<string, string>(fields);
        foreach (var (name, value) in others)
        {
            all[name] = value;
        }
        return all;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task AssertSaysAsync(HttpResponseMessage answer, HttpStatusCode status, string sentence)
    {
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(
            answer.StatusCode == status && text.Contains(sentence, StringComparison.Ordinal),
            $"{(int)answer.StatusCode} without “{sentence}”: {text[Math.Max(0, text.IndexOf("<main", StringComparison.Ordinal))..]}"
        );
    }

    private async Task<HttpResponseMessage> AskWithAttachmentAsync(Dictionary<string, string> fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }
        form.Add(new StringContent(await eve.FormTokenAsync("/bakery/me/corrections")), "__RequestVerificationToken");
        using var paper = new ByteArrayContent("%PDF-1.4 ticket"u8.ToArray());
        paper.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        form.Add(paper, "Input.Attachment", "../../ticket.pdf");
        return await eve.PostAsync(new Uri("/bakery/me/corrections", UriKind.Relative), form);
    }

    private Task<PunchOutcome> PunchAsync(int days, int hour, Direction direction) =>
        app.InAsync(
            world.Bakery,
            services =>
            {
                var at = WallClock.Of("Europe/London").At(today.AddDays(days).ToDateTime(new TimeOnly(hour, 0)));
                return services
                    .GetRequiredService<PunchWriter>()
                    .WriteAsync(
                        new NewPunch(world.EvePerson.Id, at, PunchWay.Pin, direction, world.Eve.Id, at),
                        TestContext.Current.CancellationToken
                    );
            }
        );

    private Task<AttendanceDay> DayAsync(int days) =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .AttendanceDays.SingleAsync(day =>
                        day.PersonId == world.EvePerson.Id && day.On == today.AddDays(days)
                    )
        );
}
