using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Import;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.People.Management;

/// <summary>
/// The outcome of requests about a person at each desk, and what webhooks are sent about them. A new person for each
/// test.
/// </summary>
public class PeopleDeskTests(PeopleDeskTests.Bureau bureau) : IClassFixture<PeopleDeskTests.Bureau>
{
    private readonly AttendanceDesksTests.AttendanceFixture house = bureau.House;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_added_as_they_were_described_and_it_is_told_once()
    {
        var (site, department) = (await NewSiteAsync(), await NewDepartmentAsync());
        var person = Done(
            await house.InAsync(
                (PeopleDesk desk) =>
                    desk.AddAsync(
                        Details("Ada Added", "P-1", "ada.added@bakery.example"),
                        new WorkplaceChoice(site, department),
                        """{"a":"1"}""",
                        Cancellation
                    )
            )
        );
        var kept = await KeptAsync(person.Id);
        Assert.Equal(
            (
                "Ada Added",
                "P-1",
                "ada.added@bakery.example",
                site,
                department,
                """{"a":"1"}""",
                PersonStatus.Active,
                house.At(0, 12)
            ),
            (
                kept.Name,
                kept.ExternalId,
                kept.Email,
                kept.SiteId!.Value,
                kept.DepartmentId!.Value,
                kept.Metadata,
                kept.Status,
                kept.CreatedAt
            )
        );
        Assert.Equal([(WebhookEvent.PersonAdded, "P-1", "active")], await ToldAsync(person.Id));
        Assert.IsType<PersonOutcome.ExternalIdTaken>(
            await house.InAsync((PeopleDesk desk) => desk.AddAsync(Details("Ada Again", "P-1"), Cancellation))
        );
        Assert.False(await house.InAsync((FaceRekDb db) => db.People.AnyAsync(one => one.Name == "Ada Again")));
        Assert.Empty(
            await house.InAsync(
                (FaceRekDb db) => db.FormerWorkplaces.Where(place => place.PersonId == person.Id).ToListAsync()
            )
        );
    }

    [Fact]
    public async Task No_one_is_assigned_to_a_missing_or_closed_workplace_but_people_can_stay_there()
    {
        var (closed, department) = (await NewSiteAsync(isClosed: true), await NewDepartmentAsync());
        var person = Done(await AddAsync("Paul Placed"));
        foreach (
            var (choice, expected) in new (WorkplaceChoice, Type)[]
            {
                (new WorkplaceChoice(closed, null), typeof(PersonOutcome.NoSuchSite)),
                (new WorkplaceChoice(Guid.CreateVersion7(), null), typeof(PersonOutcome.NoSuchSite)),
                (new WorkplaceChoice(null, Guid.CreateVersion7()), typeof(PersonOutcome.NoSuchDepartment)),
            }
        )
        {
            Assert.IsType(expected, await ChangeAsync(person.Id, Details("Paul Changed"), choice));
            Assert.IsType(
                expected,
                await house.InAsync((PeopleDesk desk) => desk.AddAsync(Details("Nobody"), choice, Cancellation))
            );
        }
        Assert.Equal("Paul Placed", (await KeptAsync(person.Id)).Name);
        Assert.False(await house.InAsync((FaceRekDb db) => db.People.AnyAsync(one => one.Name == "Nobody")));
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.SiteId, closed))
        );
        Done(await ChangeAsync(person.Id, Details("Paul Stays"), new WorkplaceChoice(closed, department)));
        Assert.Equal(
            (closed, department, "Paul Stays"),
            await KeptAsync(person.Id) is var kept ? (kept.SiteId!.Value, kept.DepartmentId!.Value, kept.Name) : default
        );
        // Without a workplace in the request the person's stays.
        Done(
            await house.InAsync((PeopleDesk desk) => desk.ChangeAsync(person.Id, Details("Paul Named"), Cancellation))
        );
        Assert.Equal(
            (closed, "Paul Named"),
            await KeptAsync(person.Id) is var named ? (named.SiteId!.Value, named.Name) : default
        );
    }

    [Fact]
    public async Task A_move_applies_from_today_and_marks_the_days_of_that_person_only()
    {
        var department = await NewDepartmentAsync();
        var person = Done(await AddAsync("Mona Moves"));
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.CreatedAt, house.At(-1, 23)))
        );
        Done(await ChangeAsync(person.Id, Details("Mona Moves"), new WorkplaceChoice(null, null)));
        Assert.False(
            await house.InAsync((FaceRekDb db) => db.OutdatedDays.AnyAsync(days => days.PersonId == person.Id))
        );
        Done(await ChangeAsync(person.Id, Details("Mona Moves"), new WorkplaceChoice(null, department)));
        Assert.Equal(
            [(house.Today.AddDays(-1), null)],
            (
                await house.InAsync(
                    (FaceRekDb db) => db.FormerWorkplaces.Where(place => place.PersonId == person.Id).ToListAsync()
                )
            ).Select(place => (place.Until, place.DepartmentId))
        );
        var stale = await house.InAsync(
            (FaceRekDb db) => db.OutdatedDays.SingleAsync(days => days.PersonId == person.Id)
        );
        // An earlier period may be shortened by the next one.
        Assert.Equal((house.Today.AddDays(-1), null, house.At(0, 12)), (stale.From, stale.Until, stale.Since));
        await house.InAsync(
            async (DayRebuild rebuild) =>
            {
                await rebuild.MendAsync(Cancellation);
                return 0;
            }
        );
    }

    [Fact]
    public async Task What_is_said_again_changes_nothing_and_tells_nothing()
    {
        var person = Done(await AddAsync("Rita Repeats", "P-2"));
        var revision = (await KeptAsync(person.Id)).Revision;
        Done(await ChangeAsync(person.Id, Details("Rita Repeats", "P-2"), null));
        Assert.Equal((revision, 1), ((await KeptAsync(person.Id)).Revision, (await ToldAsync(person.Id)).Count));
        Done(await ChangeAsync(person.Id, Details("Rita Renamed", "P-2"), null));
        Assert.Equal(
            (revision + 1, house.At(0, 12)),
            await KeptAsync(person.Id) is var kept ? (kept.Revision, kept.ChangedAt) : default
        );
        Assert.Equal(
            [(WebhookEvent.PersonAdded, "P-2", "active"), (WebhookEvent.PersonChanged, "P-2", "active")],
            await ToldAsync(person.Id)
        );
        Done(await AddAsync("Other", "P-3"));
        Assert.IsType<PersonOutcome.ExternalIdTaken>(
            await ChangeAsync(person.Id, Details("Rita Renamed", "P-3"), null)
        );
        Assert.IsType<PersonOutcome.NotFound>(await ChangeAsync(Guid.CreateVersion7(), Details("x"), null));
    }

    [Fact]
    public async Task Someone_is_deactivated_and_back_and_each_is_told_where_it_changed_something()
    {
        var person = Done(await AddAsync("Dora Deactivated", "P-4"));
        Done(await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(person.Id, Cancellation)));
        Done(await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(person.Id, Cancellation)));
        Done(await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(person.Id, Cancellation)));
        Assert.Equal(
            (PersonStatus.Inactive, house.At(0, 12)),
            await KeptAsync(person.Id) is var kept ? (kept.Status, kept.DeactivatedAt!.Value) : default
        );
        Done(await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(person.Id, Cancellation)));
        Assert.Equal(
            [
                (WebhookEvent.PersonAdded, "P-4", "active"),
                (WebhookEvent.PersonDeactivated, "P-4", "inactive"),
                (WebhookEvent.PersonReactivated, "P-4", "active"),
            ],
            await ToldAsync(person.Id)
        );
        Assert.Empty(await GapsAsync(person.Id));
        foreach (var nobody in new[] { Guid.CreateVersion7(), house.World.HarbourPerson.Id })
        {
            Assert.IsType<PersonOutcome.NotFound>(
                await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(nobody, Cancellation))
            );
            Assert.IsType<PersonOutcome.NotFound>(
                await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(nobody, Cancellation))
            );
        }
    }

    [Theory]
    [InlineData(-1, null, null)]
    [InlineData(-2, -1, -1)]
    [InlineData(-5, -4, -1)]
    public async Task A_gap_is_from_the_day_after_leaving_to_the_day_before_being_back(int left, int? from, int? until)
    {
        var person = Done(await AddAsync($"Gina Gap {left}"));
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(one => one.Id == person.Id)).Deactivate(house.At(left, 20));
                return await db.SaveChangesAsync();
            }
        );
        Done(await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(person.Id, Cancellation)));
        Assert.Equal(
            from is { } first ? [(first, until!.Value)] : [],
            (await GapsAsync(person.Id)).Select(gap =>
                (gap.From.DayNumber - house.Today.DayNumber, gap.Until.DayNumber - house.Today.DayNumber)
            )
        );
    }

    [Fact]
    public async Task A_connected_product_says_all_of_it_or_nothing()
    {
        var person = Done(await AddAsync("Petra Put", "P-5"));
        var revision = (await KeptAsync(person.Id)).Revision;
        var change = new PersonChange(Details("Petra Said", "P-6", "petra@bakery.example"), """{"a":"1"}""", revision);
        Assert.Equal(
            revision,
            Assert
                .IsType<PersonOutcome.OtherRevision>(await PutAsync(person.Id, change with { Revision = revision + 1 }))
                .Revision
        );
        Assert.Equal("Petra Put", (await KeptAsync(person.Id)).Name);
        Done(await PutAsync(person.Id, change));
        Assert.Equal(
            ("Petra Said", "P-6", "petra@bakery.example", """{"a":"1"}""", PersonStatus.Active),
            await KeptAsync(person.Id) is var said
                ? (said.Name, said.ExternalId, said.Email, said.Metadata, said.Status)
                : default
        );
        Done(await PutAsync(person.Id, change with { Revision = null, IsActive = true }));
        Assert.Equal(2, (await ToldAsync(person.Id)).Count);
        // A deactivation is sent as an event of its own, together with other changes.
        Done(await PutAsync(person.Id, change with { Revision = null, IsActive = false }));
        Assert.Equal(PersonStatus.Inactive, (await KeptAsync(person.Id)).Status);
        Done(await PutAsync(person.Id, change with { Revision = null, IsActive = true, Metadata = null }));
        Assert.Equal(
            (PersonStatus.Active, null),
            await KeptAsync(person.Id) is var back ? (back.Status, back.Metadata) : default
        );
        Assert.Equal(
            [
                (WebhookEvent.PersonAdded, "P-5", "active"),
                (WebhookEvent.PersonChanged, "P-6", "active"),
                (WebhookEvent.PersonChanged, "P-6", "active"),
                (WebhookEvent.PersonDeactivated, "P-6", "inactive"),
                (WebhookEvent.PersonReactivated, "P-6", "active"),
            ],
            await ToldAsync(person.Id)
        );
    }

    [Fact]
    public async Task An_erased_person_is_unknown_at_every_desk()
    {
        var person = Done(await AddAsync("Erna Erased", "P-7"));
        foreach (var typed in new[] { null, "", "Erna", "Erna Erase" })
        {
            Assert.IsType<PersonOutcome.OtherName>(await EraseAsync(person.Id, typed));
        }
        Assert.Equal(PersonStatus.Active, (await KeptAsync(person.Id)).Status);
        var text = await house.InAsync((ConsentTexts texts) => texts.CurrentAsync(Cancellation));
        Assert.IsType<ConsentOutcome.Given>(
            await house.InAsync(
                (ConsentDesk desk) =>
                    desk.RecordAsync(person.Id, text.Version, " Signed on paper ", house.World.Ben.Id, Cancellation)
            )
        );
        // Case, accents and surrounding spaces are no mistake.
        Assert.Equal(PersonStatus.Erased, Done(await EraseAsync(person.Id, "  ERNA érased ")).Status);
        Assert.Equal(
            [
                (WebhookEvent.FaceConsentGiven, "P-7", "active"),
                (WebhookEvent.PersonAdded, "P-7", "active"),
                (WebhookEvent.PersonErased, "P-7", "erased"),
            ],
            await ToldAsync(person.Id)
        );
        var consent = await house.InAsync(
            (FaceRekDb db) => db.FaceConsents.SingleAsync(one => one.PersonId == person.Id)
        );
        Assert.Equal(
            (null, house.At(0, 12), house.World.Ben.Id),
            (consent.Statement, consent.WithdrawnAt!.Value, consent.WithdrawnById!.Value)
        );

        Assert.IsType<PersonOutcome.NotFound>(await EraseAsync(person.Id, (await KeptAsync(person.Id)).Name));
        Assert.IsType<PersonOutcome.NotFound>(await ChangeAsync(person.Id, Details("Back"), null));
        Assert.IsType<PersonOutcome.NotFound>(await PutAsync(person.Id, new PersonChange(Details("Back"), null)));
        Assert.IsType<PersonOutcome.NotFound>(
            await house.InAsync((PeopleDesk desk) => desk.ReactivateAsync(person.Id, Cancellation))
        );
        Assert.IsType<PersonOutcome.NotFound>(
            await house.InAsync((PersonUserLink link) => link.UnlinkAsync(person.Id, Cancellation))
        );
        Assert.IsType<ConsentOutcome.NotFound>(
            await house.InAsync(
                (ConsentDesk desk) =>
                    desk.RecordAsync(person.Id, text.Version, "Signed", house.World.Ben.Id, Cancellation)
            )
        );
        Assert.IsType<ConsentOutcome.NotFound>(
            await house.InAsync((ConsentDesk desk) => desk.WithdrawAsync(person.Id, house.World.Ben.Id, Cancellation))
        );
    }

    [Fact]
    public async Task A_consent_is_recorded_once_a_text_and_withdrawn_with_all_there_are()
    {
        var person = Done(await AddAsync("Cora Consents", "P-8"));
        var text = await house.InAsync((ConsentTexts texts) => texts.CurrentAsync(Cancellation));
        Task<ConsentOutcome> Record(int version, string? statement) =>
            house.InAsync(
                (ConsentDesk desk) => desk.RecordAsync(person.Id, version, statement, house.World.Ben.Id, Cancellation)
            );
        foreach (var missing in new[] { null, "", "  " })
        {
            Assert.IsType<ConsentOutcome.StatementMissing>(await Record(text.Version, missing));
        }
        foreach (var other in new[] { text.Version - 1, text.Version + 1 })
        {
            Assert.IsType<ConsentOutcome.TextChanged>(await Record(other, "Signed"));
        }
        Assert.IsType<ConsentOutcome.NotFound>(
            await house.InAsync(
                (ConsentDesk desk) =>
                    desk.RecordAsync(Guid.CreateVersion7(), text.Version, "Signed", house.World.Ben.Id, Cancellation)
            )
        );
        Assert.IsType<ConsentOutcome.NotFound>(
            await house.InAsync((ConsentDesk desk) => desk.AcceptAsync(house.World.Ben.Id, text.Version, Cancellation))
        );
        var given = Assert.IsType<ConsentOutcome.Given>(await Record(text.Version, " Signed on paper ")).Consent;
        Assert.Equal(
            (text.Version, text.Locale, ConsentWay.Recorded, house.World.Ben.Id, "Signed on paper", house.At(0, 12)),
            (given.TextVersion, given.Locale, given.Way, given.GivenById, given.Statement, given.GivenAt)
        );
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(text.Body)), given.TextHash);
        Assert.Equal(given.Id, Assert.IsType<ConsentOutcome.Given>(await Record(text.Version, "Again")).Consent.Id);

        var next = (
            await house.InAsync(
                (ConsentTexts texts) =>
                    texts.PublishAsync($"Another text for {person.Id}", "de", true, house.World.Ada.Id, Cancellation)
            )
        )!;
        Assert.Equal(
            (text.Version + 1, "de", true, house.World.Ada.Id, house.At(0, 12)),
            (next.Version, next.Locale, next.SaysCropsAreKept, next.PublishedById!.Value, next.PublishedAt)
        );
        // The same text published again is not a new version; another language or another promise is.
        Assert.Equal(
            next.Version,
            (
                await house.InAsync(
                    (ConsentTexts texts) => texts.PublishAsync(next.Body, "de", true, house.World.Ada.Id, Cancellation)
                )
            )!.Version
        );
        Assert.Equal(
            next.Version + 1,
            (
                await house.InAsync(
                    (ConsentTexts texts) => texts.PublishAsync(next.Body, "en", true, house.World.Ada.Id, Cancellation)
                )
            )!.Version
        );
        var last = (
            await house.InAsync(
                (ConsentTexts texts) => texts.PublishAsync(next.Body, "en", false, house.World.Ada.Id, Cancellation)
            )
        )!;
        Assert.Equal(next.Version + 2, last.Version);
        Assert.IsType<ConsentOutcome.Given>(await Record(last.Version, "Signed again"));
        Assert.Equal(
            new ConsentOutcome.Withdrawn(0),
            await house.InAsync((ConsentDesk desk) => desk.WithdrawAsync(person.Id, house.World.Mia.Id, Cancellation))
        );
        Assert.Equal(
            [(house.At(0, 12), house.World.Mia.Id), (house.At(0, 12), house.World.Mia.Id)],
            (
                await house.InAsync(
                    (FaceRekDb db) => db.FaceConsents.Where(one => one.PersonId == person.Id).ToListAsync()
                )
            ).Select(one => (one.WithdrawnAt!.Value, one.WithdrawnById!.Value))
        );
        Assert.Equal(
            [
                WebhookEvent.FaceConsentGiven,
                WebhookEvent.FaceConsentGiven,
                WebhookEvent.FaceConsentWithdrawn,
                WebhookEvent.PersonAdded,
            ],
            (await ToldAsync(person.Id)).Select(told => told.Type)
        );
    }

    [Fact]
    public async Task Only_people_who_come_or_go_change_the_seats()
    {
        var person = Guid.Empty;
        Assert.True(
            await RingsAsync<PeopleDesk>(async desk =>
                person = Done(await desk.AddAsync(Details("Rosa Rings", "R-1"), Cancellation)).Id
            )
        );
        Assert.False(
            await RingsAsync<PeopleDesk>(async desk =>
                Assert.IsType<PersonOutcome.ExternalIdTaken>(
                    await desk.AddAsync(Details("Rosa Again", "R-1"), Cancellation)
                )
            )
        );
        Assert.False(
            await RingsAsync<PeopleDesk>(async desk =>
                Done(await desk.ChangeAsync(person, Details("Rosa Renamed", "R-1"), Cancellation))
            )
        );
        Assert.True(await RingsAsync<PeopleDesk>(async desk => Done(await desk.DeactivateAsync(person, Cancellation))));
        Assert.True(await RingsAsync<PeopleDesk>(async desk => Done(await desk.ReactivateAsync(person, Cancellation))));
        Assert.False(
            await RingsAsync<PeopleDesk>(async desk =>
                Done(await desk.ChangeAsync(person, new PersonChange(Details("Rosa Said", "R-1"), null), Cancellation))
            )
        );
        Assert.True(
            await RingsAsync<PeopleDesk>(async desk =>
                Done(
                    await desk.ChangeAsync(
                        person,
                        new PersonChange(Details("Rosa Said", "R-1"), null, IsActive: false),
                        Cancellation
                    )
                )
            )
        );
        Assert.False(
            await RingsAsync<PeopleDesk>(async desk =>
                Assert.IsType<PersonOutcome.NotFound>(await desk.DeactivateAsync(Guid.CreateVersion7(), Cancellation))
            )
        );
        Assert.False(
            await RingsAsync<PeopleDesk>(async desk =>
                Assert.IsType<PersonOutcome.NotFound>(await desk.ReactivateAsync(Guid.CreateVersion7(), Cancellation))
            )
        );
        Assert.False(
            await RingsAsync<ErasureDesk>(async desk =>
                Assert.IsType<PersonOutcome.OtherName>(
                    await desk.EraseAsync(person, "Somebody", house.World.Ben.Id, Cancellation)
                )
            )
        );
        Assert.True(
            await RingsAsync<ErasureDesk>(async desk =>
                Done(await desk.EraseAsync(person, "Rosa Said", house.World.Ben.Id, Cancellation))
            )
        );
        Assert.True(
            await RingsAsync<ImportDesk>(async desk =>
                Assert.IsType<ImportOutcome.TakenIn>(
                    await desk.TakeInAsync([new PersonRow("Rosa Imported", "R-2", null, true)], Cancellation)
                )
            )
        );
        Assert.True(
            await RingsAsync<PersonUserLink>(async link =>
                person = Done(await link.JoinAsync(house.World.Ben, Cancellation)).Id
            )
        );
        Assert.False(
            await RingsAsync<PersonUserLink>(async link => Done(await link.JoinAsync(house.World.Ben, Cancellation)))
        );
        Assert.False(
            await RingsAsync<PersonUserLink>(async link => Done(await link.UnlinkAsync(person, Cancellation)))
        );
    }

    [Fact]
    public async Task A_user_becomes_one_of_the_people_once_and_the_tie_is_cut_with_the_pin()
    {
        var user = house.World.Ada;
        var joined = Done(await house.InAsync((PersonUserLink link) => link.JoinAsync(user, Cancellation)));
        Assert.Equal(
            (user.Name, user.Email, user.Id, house.At(0, 12)),
            (joined.Name, joined.Email, joined.UserId!.Value, joined.CreatedAt)
        );
        Assert.Equal(
            joined.Id,
            Done(await house.InAsync((PersonUserLink link) => link.JoinAsync(user, Cancellation))).Id
        );
        Assert.Equal(
            PinOutcome.TooSimple,
            await house.InAsync((PinDesk desk) => desk.ChooseAsync(user.Id, "111111", Cancellation))
        );
        Assert.Equal(
            PinOutcome.Done,
            await house.InAsync((PinDesk desk) => desk.ChooseAsync(user.Id, "271828", Cancellation))
        );
        Assert.True(Pin.Matches((await KeptAsync(joined.Id)).PinHash, "271828"));
        Assert.Equal(PinOutcome.Done, await house.InAsync((PinDesk desk) => desk.DropAsync(user.Id, Cancellation)));
        Assert.Null((await KeptAsync(joined.Id)).PinHash);
        Assert.Equal(
            PinOutcome.Done,
            await house.InAsync((PinDesk desk) => desk.ChooseAsync(user.Id, "271828", Cancellation))
        );
        Done(await house.InAsync((PersonUserLink link) => link.UnlinkAsync(joined.Id, Cancellation)));
        Assert.Equal(
            (null, null, user.Name),
            await KeptAsync(joined.Id) is var cut ? (cut.UserId, cut.PinHash, cut.Name) : default
        );
        Assert.Equal(
            (PinOutcome.NoPerson, PinOutcome.NoPerson),
            (
                await house.InAsync((PinDesk desk) => desk.ChooseAsync(user.Id, "271828", Cancellation)),
                await house.InAsync((PinDesk desk) => desk.DropAsync(user.Id, Cancellation))
            )
        );
        Assert.IsType<PersonOutcome.NotFound>(
            await house.InAsync((PersonUserLink link) => link.UnlinkAsync(Guid.CreateVersion7(), Cancellation))
        );
    }

    [Fact]
    public async Task Each_line_of_a_file_is_a_new_person_or_says_why_not()
    {
        Done(await AddAsync("Here Already", "S-1", "here@bakery.example"));
        Done(await AddAsync("Only Named"));
        Done(await AddAsync("Only Mailed", null, "mailed@bakery.example"));
        await house.SaveAsync(
            new Site
            {
                OrganizationId = house.World.Bakery.Id,
                Name = "Quay",
                Zone = "Europe/London",
                CreatedAt = house.At(0, 9),
            },
            new Department
            {
                OrganizationId = house.World.Bakery.Id,
                Name = "Sail Loft",
                CreatedAt = house.At(0, 9),
            }
        );
        var lines = await CheckAsync(
            """
            Name,Id,Mail,Status,Site,Department
            New One,S-2,,,quay,SAIL LOFT
            Same Number,S-1,,,,
            here already,,,,,
            ONLY NAMED,,,,,
            Other Name,,MAILED@bakery.example,,,
            New One,S-2,,,,
            New One,S-3,here@bakery.example,Inactive,,
            Twice,,twice@bakery.example,ACTIVE,,
            Twice Again,,TWICE@bakery.example,,,
            Twice,,,,,
            Twice,,,,,
            ,S-9,,gone,Moon,Sun
            """
        );
        Assert.Equal(
            [
                "",
                "AlreadyHere ExternalId",
                "AlreadyHere Name",
                "AlreadyHere Name",
                "AlreadyHere Email",
                "Repeats ExternalId 2",
                "",
                "",
                "Repeats Email 9",
                "",
                "Repeats Name 11",
                "NameMissing StatusUnknown SiteUnknown DepartmentUnknown",
            ],
            lines.Select(line => string.Join(' ', line.Errors.Select(Words)))
        );
        Assert.Equal(Enumerable.Range(2, 12), lines.Select(line => line.Number));
        Assert.Equal(
            [
                new PersonRow("New One", "S-2", null, true, "quay", "SAIL LOFT"),
                new PersonRow("New One", "S-3", "here@bakery.example", false),
                new PersonRow("Twice", null, "twice@bakery.example", true),
                new PersonRow("Twice", null, null, true),
            ],
            lines.Select(line => line.Row).OfType<PersonRow>()
        );
        Assert.All(lines, line => Assert.Equal(line.Errors.Count == 0, line.Row is not null));

        static string Words(LineError error) =>
            error switch
            {
                LineError.AlreadyHere here => $"AlreadyHere {here.By}",
                LineError.Repeats repeats => $"Repeats {repeats.By} {repeats.FirstLine}",
                LineError.Detail detail => $"{detail.Error}",
                _ => error.GetType().Name,
            };
    }

    [Fact]
    public async Task A_file_is_taken_in_as_it_was_shown_or_not_at_all()
    {
        var (site, department) = (
            new Site
            {
                OrganizationId = house.World.Bakery.Id,
                Name = "Dock",
                Zone = "Europe/London",
                CreatedAt = house.At(0, 9),
            },
            new Department
            {
                OrganizationId = house.World.Bakery.Id,
                Name = "Rigging",
                CreatedAt = house.At(0, 9),
            }
        );
        await house.SaveAsync(site, department);
        PersonRow[] rows =
        [
            new("Ina In", "T-1", "ina@bakery.example", true, "dock", "rigging"),
            new("Otto Out", "T-2", null, false),
        ];
        Assert.Equal(
            new ImportOutcome.TakenIn(2),
            await house.InAsync((ImportDesk desk) => desk.TakeInAsync(rows, Cancellation))
        );
        var kept = await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(person => person.ExternalId!.StartsWith("T-"))
                    .OrderBy(person => person.ExternalId)
                    .ToListAsync()
        );
        Assert.Equal(
            [
                ("Ina In", "ina@bakery.example", PersonStatus.Active, site.Id, department.Id),
                ("Otto Out", null, PersonStatus.Inactive, null, (Guid?)null),
            ],
            kept.Select(person => (person.Name, person.Email, person.Status, person.SiteId, person.DepartmentId))
        );
        Assert.Equal((house.At(0, 12), house.At(0, 12)), (kept[0].CreatedAt, kept[1].DeactivatedAt!.Value));
        Assert.Equal([(WebhookEvent.PersonAdded, "T-1", "active")], await ToldAsync(kept[0].Id));
        Assert.Equal([(WebhookEvent.PersonAdded, "T-2", "inactive")], await ToldAsync(kept[1].Id));

        // One of them was added since: no one is imported.
        Assert.IsType<ImportOutcome.Overtaken>(
            await house.InAsync(
                (ImportDesk desk) =>
                    desk.TakeInAsync([new PersonRow("First", "T-3", null, true), rows[0]], Cancellation)
            )
        );
        Assert.False(await house.InAsync((FaceRekDb db) => db.People.AnyAsync(person => person.ExternalId == "T-3")));
        Assert.Equal(
            new ImportOutcome.Unreadable(SheetError.NoNameColumn, 1),
            await house.InAsync((ImportDesk desk) => desk.CheckAsync("Id\n7\n"u8.ToArray(), Cancellation))
        );
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("", 3)]
    [InlineData("quiet", 3)]
    [InlineData("QUIET  müller", 1)]
    [InlineData("q-2", 1)]
    [InlineData("quiet q-1 one", 1)]
    [InlineData("quiet nobody", 0)]
    [InlineData("quiet quiet quiet quiet quiet quiet quiet quiet nobody", 3)]
    public async Task Every_word_of_a_search_stands_somewhere_up_to_eight_of_them(string? search, int found)
    {
        await bureau.AddQuietOnesAsync();
        Assert.Equal(
            found,
            await house.InAsync(
                (FaceRekDb db) =>
                    db.People.Where(person => person.ExternalId!.StartsWith("Q-")).Matching(search).CountAsync()
            )
        );
    }

    [Fact]
    public async Task Who_is_known_active_or_a_users_own_is_asked_in_one_way()
    {
        var (active, inactive, erased) = (
            Done(await AddAsync("Kim One")),
            Done(await AddAsync("Kim Two")),
            Done(await AddAsync("Kim Three"))
        );
        var user = house.World.Mia.Id;
        Done(await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(inactive.Id, Cancellation)));
        Done(await EraseAsync(erased.Id, "Kim Three"));
        var ids = new[] { active.Id, inactive.Id, erased.Id };
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(person => person.Id == inactive.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(person => person.UserId, user))
        );
        var (a, k, u) = await house.InAsync(
            async (FaceRekDb db) =>
                (
                    await db
                        .People.Active()
                        .Where(person => ids.Contains(person.Id))
                        .Select(person => person.Id)
                        .ToListAsync(),
                    await db
                        .People.Known()
                        .Where(person => ids.Contains(person.Id))
                        .OrderBy(person => person.Id)
                        .Select(person => person.Id)
                        .ToListAsync(),
                    await db.People.OfUser(user).Select(person => person.Id).ToListAsync()
                )
        );
        Assert.Equal([active.Id], a);
        Assert.Equal([active.Id, inactive.Id], k);
        Assert.Equal([inactive.Id], u);
    }

    /// <summary>Whether the number of seats is queued for a check afterwards.</summary>
    private Task<bool> RingsAsync<TDesk>(Func<TDesk, Task> work)
        where TDesk : notnull =>
        house.InAsync(
            async (TDesk desk) =>
            {
                DueForSeats();
                await work(desk);
                return DueForSeats().Contains(house.World.Bakery.Id);
            }
        );

    private IReadOnlyList<Guid> DueForSeats()
    {
        house.SeatClock.Advance(SeatChangeQueue.Quiet);
        return house.Seats.Due();
    }

    private static PersonDetails Details(string name, string? id = null, string? email = null) =>
        Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read(name, id, email)).Details;

    private static Person Done(PersonOutcome outcome) => Assert.IsType<PersonOutcome.Done>(outcome).Person;

    private Task<PersonOutcome> AddAsync(string name, string? id = null, string? email = null) =>
        house.InAsync((PeopleDesk desk) => desk.AddAsync(Details(name, id, email), Cancellation));

    private Task<PersonOutcome> ChangeAsync(Guid person, PersonDetails details, WorkplaceChoice? workplace) =>
        house.InAsync((PeopleDesk desk) => desk.ChangeAsync(person, details, workplace, Cancellation));

    private Task<PersonOutcome> PutAsync(Guid person, PersonChange change) =>
        house.InAsync((PeopleDesk desk) => desk.ChangeAsync(person, change, Cancellation));

    private Task<PersonOutcome> EraseAsync(Guid person, string? typed) =>
        house.InAsync((ErasureDesk desk) => desk.EraseAsync(person, typed, house.World.Ben.Id, Cancellation));

    private Task<Person> KeptAsync(Guid person) =>
        house.InAsync((FaceRekDb db) => db.People.SingleAsync(one => one.Id == person));

    private Task<List<EmploymentGap>> GapsAsync(Guid person) =>
        house.InAsync((FaceRekDb db) => db.EmploymentGaps.Where(gap => gap.PersonId == person).ToListAsync());

    private async Task<IReadOnlyList<ImportLine>> CheckAsync(string file) =>
        Assert
            .IsType<ImportOutcome.Checked>(
                await house.InAsync((ImportDesk desk) => desk.CheckAsync(Encoding.UTF8.GetBytes(file), Cancellation))
            )
            .Lines;

    private async Task<Guid> NewSiteAsync(bool isClosed = false)
    {
        var site = new Site
        {
            OrganizationId = house.World.Bakery.Id,
            Name = $"Site {Guid.CreateVersion7():N}",
            Zone = "Europe/London",
            CreatedAt = house.At(-30, 9),
        };
        await house.SaveAsync(site);
        if (isClosed)
        {
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .Sites.Where(one => one.Id == site.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.ClosedAt, house.At(-1, 9)))
            );
        }
        return site.Id;
    }

    private async Task<Guid> NewDepartmentAsync()
    {
        var department = new Department
        {
            OrganizationId = house.World.Bakery.Id,
            Name = $"Department {Guid.CreateVersion7():N}",
            CreatedAt = house.At(-30, 9),
        };
        await house.SaveAsync(department);
        return department.Id;
    }

    /// <summary>The events sent to the endpoint about a person, by name: two at one moment have no order.</summary>
    private async Task<List<(string Type, string? ExternalId, string Status)>> ToldAsync(Guid person)
    {
        var deliveries = await house.InAsync(
            (FaceRekDb db) => db.WebhookDeliveries.OrderBy(one => one.Id).ToListAsync()
        );
        return
        [
            .. deliveries
                .Select(one => (one.Type, Data: JsonDocument.Parse(one.Body).RootElement.GetProperty("data")))
                .Where(one => one.Data.TryGetProperty("person_id", out var id) && id.GetGuid() == person)
                .Select(one =>
                    (
                        one.Type,
                        one.Data.GetProperty("external_id").GetString(),
                        one.Data.GetProperty("status").GetString()!
                    )
                )
                .OrderBy(one => one.Type, StringComparer.Ordinal),
        ];
    }

    /// <summary>The fixture with an endpoint that receives every event.</summary>
    public sealed class Bureau : IAsyncLifetime
    {
        private bool areThere;

        public AttendanceDesksTests.AttendanceFixture House { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await House.InitializeAsync();
            await House.SaveAsync(
                new WebhookEndpoint
                {
                    OrganizationId = House.World.Bakery.Id,
                    Url = "https://hr.example.com/hooks",
                    Events = string.Join(' ', WebhookEvent.All),
                    SealedSecret = [0],
                    CreatedAt = House.At(0, 12),
                }
            );
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();

        public async Task AddQuietOnesAsync()
        {
            if (areThere)
            {
                return;
            }
            areThere = true;
            Person Quiet(string name, string id) =>
                new()
                {
                    OrganizationId = House.World.Bakery.Id,
                    Name = name,
                    ExternalId = id,
                    CreatedAt = House.At(0, 9),
                };
            await House.SaveAsync(Quiet("Quiet One", "Q-1"), Quiet("Quiet Müller", "Q-2"), Quiet("Quiet Three", "Q-3"));
        }
    }
}
