using System.Globalization;
using System.Net;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Attendance;

/// <summary>
/// In a company with departments a manager has no access to a person outside their departments, on any page and in any
/// call of the API. Mia leads the shop with Eve; Otto belongs to the kitchen and Wanda to none. A new page or call
/// without a line here fails.
/// </summary>
public sealed class ManagerReachTests : IAsyncLifetime
{
    private readonly ApiFixture town = new();
    private readonly Dictionary<Guid, Belongings> belongings = [];
    private HttpClient mia = null!;
    private Guid otto,
        wanda,
        kitchen;

    private World World => town.World;

    private DateTimeOffset Now => town.App.Clock.GetUtcNow();

    private DateOnly Today => DateOnly.FromDateTime(World.Bakery.InZone(Now).DateTime);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await town.InitializeAsync();
        mia = await World.ClientOfAsync(World.Mia);
        Department Named(string name) =>
            new()
            {
                OrganizationId = World.Bakery.Id,
                Name = name,
                CreatedAt = Now,
            };
        Person Hired(string name, Guid? department) =>
            new()
            {
                OrganizationId = World.Bakery.Id,
                Name = name,
                ExternalId = $"X-{name}",
                Email = $"{name.Replace(' ', '.')}@bakery.example",
                DepartmentId = department,
                CreatedAt = Now.AddDays(-60),
            };
        var (first, second) = (Named("Shop"), Named("Kitchen"));
        var (one, other) = (Hired("Otto Kitchenhand", second.Id), Hired("Wanda Without", null));
        (otto, wanda, kitchen) = (one.Id, other.Id, second.Id);
        await SaveAsync(
            first,
            second,
            one,
            other,
            new DepartmentManager
            {
                OrganizationId = World.Bakery.Id,
                DepartmentId = first.Id,
                UserId = World.Mia.Id,
            }
        );
        await InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(person => person.Id == World.EvePerson.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(person => person.DepartmentId, first.Id), Cancellation)
        );
        foreach (var person in new[] { otto, wanda, World.EvePerson.Id })
        {
            belongings[person] = await EndowAsync(person);
        }
    }

    public async ValueTask DisposeAsync()
    {
        mia.Dispose();
        await town.DisposeAsync();
    }

    [Fact]
    public async Task By_the_api_a_manager_finds_nothing_of_someone_elsewhere_and_changes_nothing()
    {
        using var manager = town.WithToken(
            (await town.SignInAsync(World.Mia)).GetProperty("access_token").GetString()!
        );
        using var admin = town.WithToken((await town.SignInAsync(World.Ben)).GetProperty("access_token").GetString()!);
        var calls = Calls().ToList();
        var open = calls
            .Where(call => ApiScope.Of(Role.Manager).Contains(call.Scope))
            .Select(call => $"{call.Method} {call.Route}")
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(open.Order(), Asked(World.EvePerson.Id).Keys.Order());
        var before = await SnapshotAsync();

        foreach (var foreign in new[] { otto, wanda })
        {
            foreach (var (call, asked) in Asked(foreign))
            {
                foreach (var (path, body) in asked)
                {
                    var answer = await manager.CallAsync(new HttpMethod(call.Split(' ')[0]), path, body);
                    // Lists leave them out; addresses with their id are not found.
                    Assert.True(
                        answer.Status
                            == (
                                call.StartsWith("GET", StringComparison.Ordinal)
                                && !call.Contains('{', StringComparison.Ordinal)
                                    ? 200
                                    : 404
                            ),
                        $"{call} {path}: {answer.Status} {answer.Text}"
                    );
                    AssertNothingOf(foreign, call, answer.Text);
                }
            }
        }
        Assert.Equal(before, await SnapshotAsync());

        // The same calls find Mia's own people, or nothing would be proven.
        var own = World.EvePerson.Id;
        foreach (var (call, asked) in Asked(own).Where(one => one.Key.StartsWith("GET", StringComparison.Ordinal)))
        {
            foreach (var (path, _) in asked)
            {
                Assert.Contains(own.ToString(), (await manager.AskAsync(path)).Text, StringComparison.Ordinal);
            }
        }
        foreach (var (call, asked) in Asked(otto).Where(one => one.Key.StartsWith("GET", StringComparison.Ordinal)))
        {
            foreach (var (path, _) in asked)
            {
                Assert.Contains(otto.ToString(), (await admin.AskAsync(path)).Text, StringComparison.Ordinal);
            }
        }

        // A manager's token gives no access to anything else.
        foreach (
            var (method, route, scope) in calls.Where(call =>
                call.Scope is not null && !ApiScope.Of(Role.Manager).Contains(call.Scope)
            )
        )
        {
            var path = System.Text.RegularExpressions.Regex.Replace(route, @"\{[^}]+\}", otto.ToString());
            var answer = await manager.CallAsync(
                new HttpMethod(method),
                path,
                method is "GET" or "DELETE" ? null : "{}"
            );
            Assert.True(
                answer.Brief == (403, "scope_missing"),
                $"{method} {path} ({scope}): {answer.Status} {answer.Text}"
            );
        }
        Assert.Equal(before, await SnapshotAsync());

        // The same calls decide about Mia's own people.
        Assert.Equal(
            200,
            (
                await manager.PostAsync($"corrections/{belongings[own].Request}/decision", new { decision = "refuse" })
            ).Status
        );
    }

    [Fact]
    public async Task At_no_page_does_a_manager_find_someone_elsewhere()
    {
        var routes = EndpointRow
            .All.Where(row =>
                row.Value.RoleNeeded <= Role.Manager
                && row.Key is not ("{organization}/live/events" or "{organization}/drawn-camera/{personId:guid}")
            )
            .Select(row => row.Key)
            .ToList();
        var (from, to) = (Iso(Today.AddDays(-20)), Iso(Today));
        foreach (var route in routes)
        {
            var isOfSomebody =
                route.Contains("personId", StringComparison.Ordinal)
                || route.Contains("requestId", StringComparison.Ordinal);
            foreach (var path in isOfSomebody ? [Filled(route, otto), Filled(route, wanda)] : ListsAt(route))
            {
                using var answer = await mia.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
                Assert.True(
                    isOfSomebody
                        ? answer.StatusCode == HttpStatusCode.NotFound
                        : (int)answer.StatusCode < 400 || answer.StatusCode == EndpointRow.All[route].Bare,
                    $"{path}: {answer.StatusCode}"
                );
                var text = await answer.Content.ReadAsStringAsync(Cancellation);
                AssertNothingOf(otto, path, text);
                AssertNothingOf(wanda, path, text);
            }
        }

        IEnumerable<string> ListsAt(string route) =>
            route.Contains("{report}", StringComparison.Ordinal)
                ? new[] { "register", "muster", "late", "overtime", "absence", "payroll" }.Select(report =>
                    $"{Filled(route, otto).Replace("{report}", report, StringComparison.Ordinal)}?from={from}&to={to}"
                )
            : route.EndsWith("/week", StringComparison.Ordinal)
                ? [Filled(route, otto), $"{Filled(route, otto)}?department={kitchen}"]
            : [Filled(route, otto)];

        // The lists are not empty for everyone.
        foreach (
            var page in new[]
            {
                "exceptions",
                "corrections",
                "time-off",
                "roll-call",
                "week",
                "live",
                "punches/add",
                "time-off/add",
                $"attendance/{World.EvePerson.Id}",
                $"corrections/{belongings[World.EvePerson.Id].Request}",
            }
        )
        {
            Assert.Contains(
                "Eve Employee",
                await mia.GetStringAsync(new Uri($"/bakery/{page}", UriKind.Relative), Cancellation),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task By_no_form_does_a_manager_decide_about_someone_elsewhere_or_write_for_them()
    {
        var before = await SnapshotAsync();
        foreach (var foreign in new[] { otto, wanda })
        {
            foreach (var (route, forms) in Forms(foreign))
            {
                foreach (var (form, expected) in forms)
                {
                    using var answer = await mia.SubmitAsync("/bakery/time-off/add", form, Filled(route, foreign));
                    Assert.True(answer.StatusCode == expected, $"{route}: {answer.StatusCode}");
                    AssertNothingOf(
                        foreign,
                        route,
                        (await answer.Content.ReadAsStringAsync(Cancellation)).Replace(
                            $"value=\"{foreign}\"",
                            "",
                            StringComparison.Ordinal
                        )
                    );
                }
            }
        }
        Assert.Equal(before, await SnapshotAsync());
        Assert.Equal(
            EndpointRow
                .All.Where(row => row.Value is { RoleNeeded: Role.Manager, TakesPosts: true })
                .Select(row => row.Key)
                .Order(),
            Forms(otto).Keys.Order()
        );

        // The same forms work for Mia's own people.
        foreach (var (route, forms) in Forms(World.EvePerson.Id))
        {
            using var answer = await mia.SubmitAsync(
                "/bakery/time-off/add",
                forms[0].Form,
                Filled(route, World.EvePerson.Id)
            );
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{route}: {answer.StatusCode}");
        }
        Assert.NotEqual(before, await SnapshotAsync());
    }

    /// <summary>By call of the API the requests about a person.</summary>
    private Dictionary<string, (string Path, object? Body)[]> Asked(Guid person)
    {
        var (theirs, at) = (belongings[person], Now.AddDays(-1));
        return new Dictionary<string, (string, object?)[]>(StringComparer.Ordinal)
        {
            ["GET /api/v1/people"] =
            [
                ("people", null),
                ($"people?external_id={Uri.EscapeDataString(theirs.ExternalId)}", null),
                ($"people?q={Uri.EscapeDataString(theirs.Name)}", null),
            ],
            ["GET /api/v1/people/{id:guid:length(36)}"] = [($"people/{person}", null)],
            ["GET /api/v1/punches"] = [("punches", null), ($"punches?person_id={person}", null)],
            ["GET /api/v1/punches/{punchId:guid:length(36)}"] = [($"punches/{theirs.Punch}", null)],
            ["GET /api/v1/days"] =
            [
                ($"days?from={Iso(Today.AddDays(-20))}&to={Iso(Today)}", null),
                ($"days?from={Iso(Today.AddDays(-20))}&to={Iso(Today)}&person_id={person}", null),
            ],
            ["GET /api/v1/corrections"] = [("corrections", null), ($"corrections?person_id={person}", null)],
            ["POST /api/v1/corrections"] =
            [
                (
                    "corrections",
                    new
                    {
                        person_id = person,
                        kind = "add",
                        at,
                        direction = "in",
                        reason = "Forgot",
                    }
                ),
                (
                    "corrections",
                    new
                    {
                        person_id = person,
                        kind = "void",
                        punch_id = theirs.Punch,
                        reason = "Wrong",
                    }
                ),
            ],
            ["POST /api/v1/corrections/{correctionId:guid:length(36)}/decision"] =
            [
                ($"corrections/{theirs.Request}/decision", new { decision = "approve" }),
                ($"corrections/{theirs.Request}/decision", new { decision = "refuse" }),
            ],
        };
    }

    /// <summary>By page the forms that decide about a person or write for them; the first of each works for Mia's own people.</summary>
    private Dictionary<string, (Dictionary<string, string> Form, HttpStatusCode Expected)[]> Forms(Guid person)
    {
        var theirs = belongings[person];
        Dictionary<string, string> Exception(string kind, int day, string verdict) =>
            new()
            {
                ["person"] = person.ToString(),
                ["on"] = Iso(Today.AddDays(day)),
                ["kind"] = kind,
                ["verdict"] = verdict,
            };
        return new Dictionary<string, (Dictionary<string, string>, HttpStatusCode)[]>(StringComparer.Ordinal)
        {
            ["{organization}/punches/add"] =
            [
                (
                    new()
                    {
                        ["Input.Person"] = person.ToString(),
                        ["Input.At"] = World
                            .Bakery.InZone(Now)
                            .AddHours(-2)
                            .ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
                        ["Input.Direction"] = "In",
                        ["Input.Reason"] = "The camera broke",
                    },
                    HttpStatusCode.OK
                ),
            ],
            ["{organization}/exceptions"] =
            [
                (Exception("OddPunches", -3, "accept"), HttpStatusCode.NotFound),
                (Exception("OddPunches", -3, "refuse"), HttpStatusCode.NotFound),
            ],
            ["{organization}/corrections/{requestId:guid}"] =
            [
                (new() { ["verdict"] = "approve" }, HttpStatusCode.NotFound),
                (new() { ["verdict"] = "refuse" }, HttpStatusCode.NotFound),
            ],
            ["{organization}/time-off"] =
            [
                (new() { ["leave"] = theirs.Leave.ToString(), ["choice"] = "approve" }, HttpStatusCode.NotFound),
                (new() { ["leave"] = theirs.Leave.ToString(), ["choice"] = "refuse" }, HttpStatusCode.NotFound),
            ],
            ["{organization}/time-off/add"] =
            [
                (
                    new()
                    {
                        ["Input.Person"] = person.ToString(),
                        ["Input.From"] = Iso(Today.AddDays(40)),
                        ["Input.Part"] = "WholeDay",
                        ["Input.IsPaid"] = "true",
                    },
                    HttpStatusCode.BadRequest
                ),
            ],
        };
    }

    private string Filled(string route, Guid person) =>
        "/"
        + route
            .Replace("{organization}", "bakery", StringComparison.Ordinal)
            .Replace("{personId:guid}", person.ToString(), StringComparison.Ordinal)
            .Replace("{requestId:guid}", belongings[person].Request.ToString(), StringComparison.Ordinal);

    /// <summary>
    /// One of each thing a manager could see or decide: a day with an unpaired punch, a correction with an attachment,
    /// requested leave.
    /// </summary>
    private async Task<Belongings> EndowAsync(Guid person)
    {
        var named = await InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person)
                    .Select(one => new { one.Name, one.ExternalId })
                    .SingleAsync(Cancellation)
        );
        foreach (
            var (at, direction) in new[]
            {
                (Now.AddDays(-3), Direction.Out),
                (Now.AddDays(-2), Direction.In),
                (Now.AddDays(-2).AddHours(4), Direction.Out),
                (Now.AddHours(-1), Direction.In),
            }
        )
        {
            Assert.IsType<PunchOutcome.Recorded>(
                await InAsync(
                    (PunchWriter book) =>
                        book.WriteAsync(
                            new NewPunch(person, at, PunchWay.Pin, direction, World.Ben.Id, at),
                            Cancellation
                        )
                )
            );
        }
        var punch = await InAsync(
            (FaceRekDb db) =>
                db.Punches.OfPerson(person).OrderBy(one => one.Number).Select(one => one.Id).FirstAsync(Cancellation)
        );
        var input = new CorrectionInput(
            person,
            CorrectionKind.Add,
            null,
            Now.AddDays(-3).AddHours(-4),
            Direction.In,
            $"Of {named.Name}",
            ("ticket.pdf", "%PDF-1.4"u8.ToArray())
        );
        var request = Assert
            .IsType<CorrectionOutcome.Done>(
                await InAsync((CorrectionDesk desk) => desk.AskAsync(input, World.Ada.Id, Cancellation))
            )
            .Request;
        var leave = new Leave
        {
            OrganizationId = World.Bakery.Id,
            PersonId = person,
            From = Today.AddDays(20),
            Until = Today.AddDays(21),
            Part = LeavePart.WholeDay,
            IsPaid = true,
            Reason = $"Of {named.Name}",
            RequestedAt = Now,
            RequestedById = World.Ada.Id,
        };
        await SaveAsync(leave);
        return new Belongings(named.Name, named.ExternalId!, punch, request.Id, leave.Id);
    }

    private void AssertNothingOf(Guid person, string where, string text)
    {
        var theirs = belongings[person];
        foreach (
            var trace in new[]
            {
                theirs.Name,
                theirs.ExternalId,
                person.ToString(),
                theirs.Punch.ToString(),
                theirs.Leave.ToString(),
            }
        )
        {
            Assert.False(text.Contains(trace, StringComparison.Ordinal), $"{where} shows {trace}");
        }
    }

    /// <summary>Everything that could have been changed for people outside and inside Mia's departments.</summary>
    private Task<string> SnapshotAsync() =>
        InAsync(
            async (FaceRekDb db) =>
                string.Join(
                    '\n',
                    [
                        .. (
                            await db
                                .AttendanceDays.OrderBy(day => day.PersonId)
                                .ThenBy(day => day.On)
                                .ToListAsync(Cancellation)
                        ).Select(day => day.Canonical()),
                        .. (await db.CorrectionRequests.OrderBy(one => one.Id).ToListAsync(Cancellation)).Select(one =>
                            $"{one.Id} {one.Status}"
                        ),
                        .. (await db.Leaves.OrderBy(one => one.Id).ToListAsync(Cancellation)).Select(one =>
                            $"{one.Id} {one.Status}"
                        ),
                        $"{await db.Punches.CountAsync(Cancellation)} {await db.PunchAmendments.CountAsync(Cancellation)} {await db.DayDecisions.CountAsync(Cancellation)}",
                        .. (await db.People.OrderBy(one => one.Id).ToListAsync(Cancellation)).Select(one =>
                            $"{one.Id} {one.Name} {one.Status} {one.Revision}"
                        ),
                    ]
                )
        );

    private IEnumerable<(string Method, string Route, string? Scope)> Calls() =>
        from endpoint in town.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = $"/{endpoint.RoutePattern.RawText!.Trim('/')}"
        where route.StartsWith("/api/v1/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, route, endpoint.Metadata.GetMetadata<ScopeNeeded>()?.Scope);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<T> InAsync<TDesk, T>(Func<TDesk, Task<T>> work)
        where TDesk : notnull => town.App.InAsync(World.Bakery, services => work(services.GetRequiredService<TDesk>()));

    private Task SaveAsync(params object[] rows) =>
        town.App.InAsync(
            World.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(rows);
                await db.SaveChangesAsync();
            }
        );

    private sealed record Belongings(string Name, string ExternalId, Guid Punch, Guid Request, Guid Leave);
}
