using System.Net;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.People;

public sealed class ConsentPagesTests
{
    private const string Text =
        "We use your face to record when you come and go. A template is kept, encrypted, until you withdraw, which you may do at any time on your own page. If you say no you check in with a PIN, and nothing else changes.";

    [Fact]
    public async Task A_person_reads_the_text_agrees_and_withdraws_from_their_own_sign_in()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var eve = await world.ClientOfAsync(world.Eve);
        Assert.Contains(
            "How to withdraw",
            await eve.GetStringAsync(new Uri("/bakery/me/consent", UriKind.Relative)),
            StringComparison.Ordinal
        );

        var unticked = await eve.SubmitAsync("/bakery/me/consent", new() { ["Input.TextVersion"] = "1" });
        Assert.Contains("Tick the box", await unticked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (
                await eve.SubmitAsync(
                    "/bakery/me/consent",
                    new() { ["Input.TextVersion"] = "1", ["Input.IsAgreed"] = "true" }
                )
            ).StatusCode
        );
        await AssertGivenAsync(app, world, true);
        await Core.People.Consent.ConsentDeskTests.EnrolAsync(app, world);

        Assert.Equal(
            HttpStatusCode.Redirect,
            (await eve.SubmitAsync("/bakery/me/consent", new() { ["Input.Choice"] = "withdraw" })).StatusCode
        );
        await AssertGivenAsync(app, world, false);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Empty(await db.FaceTemplates.ToListAsync()));
    }

    [Fact]
    public async Task A_new_version_is_read_before_it_is_agreed_to_and_an_older_consent_stays()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        using var eve = await world.ClientOfAsync(world.Eve);
        await eve.SubmitAsync("/bakery/me/consent", new() { ["Input.TextVersion"] = "1", ["Input.IsAgreed"] = "true" });

        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync("/bakery/consent-text", new() { ["Input.Body"] = Text })).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync("/bakery/consent-text", new() { ["Input.Body"] = Text })).StatusCode
        );
        await AssertGivenAsync(app, world, true);
        var history = await admin.GetStringAsync(new Uri("/bakery/consent-text", UriKind.Relative));
        Assert.Contains("Version 2, published", history, StringComparison.Ordinal);
        Assert.Contains("People who agreed to it: 1.", history, StringComparison.Ordinal);
        Assert.DoesNotContain("Version 3, published", history, StringComparison.Ordinal);

        var late = await eve.SubmitAsync(
            "/bakery/me/consent",
            new() { ["Input.TextVersion"] = "1", ["Input.IsAgreed"] = "true" }
        );
        Assert.Contains("The text has changed", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await eve.SubmitAsync("/bakery/me/consent", new() { ["Input.TextVersion"] = "2", ["Input.IsAgreed"] = "true" });
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    [1, 2],
                    await db.FaceConsents.OrderBy(c => c.TextVersion).Select(c => c.TextVersion).ToListAsync()
                )
        );
    }

    [Fact]
    public async Task A_text_that_says_too_little_is_not_published()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        foreach (var body in new[] { "", "Yes.", new string('a', 8_001), Text + "\u0007" })
        {
            var answer = await admin.SubmitAsync("/bakery/consent-text", new() { ["Input.Body"] = body });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(
                "aria-invalid=\"true\"",
                await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(1, await db.ConsentTexts.CountAsync()));
    }

    [Fact]
    public async Task An_admin_records_a_consent_with_a_statement_and_never_without()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        var page = $"/bakery/people/{world.EvePerson.Id}/consent";

        foreach (var statement in new[] { "", "  ", new string('a', 501) })
        {
            Assert.Equal(
                HttpStatusCode.OK,
                (
                    await admin.SubmitAsync(
                        page,
                        new() { ["Input.TextVersion"] = "1", ["Input.Statement"] = statement }
                    )
                ).StatusCode
            );
            await AssertGivenAsync(app, world, false);
        }
        Assert.Equal(
            HttpStatusCode.Redirect,
            (
                await admin.SubmitAsync(
                    page,
                    new() { ["Input.TextVersion"] = "1", ["Input.Statement"] = "Signed on paper on 3 May" }
                )
            ).StatusCode
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var consent = await db.FaceConsents.SingleAsync();
                Assert.Equal(
                    (ConsentWay.Recorded, world.Ben.Id, "Signed on paper on 3 May"),
                    (consent.Way, consent.GivenById, consent.Statement)
                );
            }
        );

        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync(page, new() { ["Input.Choice"] = "withdraw" })).StatusCode
        );
        await AssertGivenAsync(app, world, false);
    }

    [Fact]
    public async Task Someone_who_is_none_of_the_people_is_told_so_and_can_agree_to_nothing()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var mia = await world.ClientOfAsync(world.Mia);

        var answer = await mia.SubmitAsync(
            "/bakery/me/consent",
            new()
            {
                ["Input.TextVersion"] = "1",
                ["Input.IsAgreed"] = "true",
                ["Person.Id"] = world.EvePerson.Id.ToString(),
            }
        );

        Assert.Contains(
            "not set up to check in yet",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        await AssertGivenAsync(app, world, false);
    }

    [Fact]
    public async Task Someone_chooses_changes_and_removes_their_pin()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var eve = await world.ClientOfAsync(world.Eve);

        foreach (
            var (pin, again, words) in new[]
            {
                ("271828", "271829", "differ"),
                ("123456", "123456", "No single repeated digit"),
                ("", "", "No single repeated digit"),
            }
        )
        {
            var answer = await eve.SubmitAsync(
                "/bakery/me/pin",
                new() { ["Input.Pin"] = pin, ["Input.Again"] = again }
            );
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(
            HttpStatusCode.Redirect,
            (
                await eve.SubmitAsync("/bakery/me/pin", new() { ["Input.Pin"] = "271828", ["Input.Again"] = "271828" })
            ).StatusCode
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.True(Pin.Matches((await db.People.SingleAsync()).PinHash, "271828"))
        );
        Assert.DoesNotContain(
            "271828",
            await eve.GetStringAsync(new Uri("/bakery/me/pin", UriKind.Relative)),
            StringComparison.Ordinal
        );

        await eve.SubmitAsync("/bakery/me/pin", new() { ["Input.Pin"] = "314159", ["Input.Again"] = "314159" });
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.False(Pin.Matches((await db.People.SingleAsync()).PinHash, "271828"))
        );
        await eve.SubmitAsync("/bakery/me/pin", new() { ["Input.Choice"] = "remove" });
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Null((await db.People.SingleAsync()).PinHash));
    }

    private static Task AssertGivenAsync(FaceRekApp app, World world, bool isGiven) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(isGiven, await db.FaceConsents.AreGivenAsync(world.EvePerson.Id, CancellationToken.None))
        );
}
