using System.Text.Json;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Api;

/// <summary>People and their consents, as an HR product manages them.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class PeopleApiTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private readonly HttpClient baker = town.Baker;

    [Fact]
    public async Task A_person_is_added_read_changed_and_erased()
    {
        var added = await baker.PostAsync(
            "people",
            new
            {
                name = "  Zoë   Lind ",
                external_id = "Z-1",
                email = "zoe@Bücher.example",
                metadata = new { cost_centre = "4711" },
            }
        );
        Assert.Equal(201, added.Status);
        var id = added.Json.GetProperty("id").GetGuid();
        Assert.Equal($"/api/v1/people/{id}", added.Header("Location"));
        Assert.Equal(
            ("Zoë Lind", "zoe@xn--bcher-kva.example", "active", "4711"),
            (
                Text(added, "name"),
                Text(added, "email"),
                Text(added, "status"),
                added.Json.GetProperty("metadata").GetProperty("cost_centre").GetString()
            )
        );

        var read = await baker.AskAsync($"people/{id}");
        Assert.Equal((added.Header("ETag"), added.Text), (read.Header("ETag"), read.Text));

        var changed = await baker.CallAsync(
            HttpMethod.Put,
            $"people/{id}",
            new { name = "Zoë Berg", status = "inactive" },
            ("If-Match", read.Header("ETag")!)
        );
        Assert.Equal((200, "Zoë Berg", "inactive"), (changed.Status, Text(changed, "name"), Text(changed, "status")));
        Assert.Equal(JsonValueKind.Null, changed.Json.GetProperty("external_id").ValueKind);
        Assert.Equal("{}", changed.Json.GetProperty("metadata").GetRawText());
        Assert.Equal(
            (412, "revision_other"),
            (
                await baker.CallAsync(
                    HttpMethod.Put,
                    $"people/{id}",
                    new { name = "Nobody" },
                    ("If-Match", read.Header("ETag")!)
                )
            ).Brief
        );
        Assert.Equal(
            (412, "revision_other"),
            (await baker.CallAsync(HttpMethod.Delete, $"people/{id}", null, ("If-Match", read.Header("ETag")!))).Brief
        );
        Assert.Equal("Zoë Berg", Text(await baker.AskAsync($"people/{id}"), "name"));

        Assert.Equal(204, (await baker.CallAsync(HttpMethod.Delete, $"people/{id}")).Status);
        Assert.Equal("erased", Text(await baker.AskAsync($"people/{id}"), "status"));
        Assert.Equal(
            (404, "not_found"),
            (await baker.CallAsync(HttpMethod.Put, $"people/{id}", new { name = "Zoë" })).Brief
        );
        Assert.Equal((404, "not_found"), (await baker.CallAsync(HttpMethod.Delete, $"people/{id}")).Brief);
    }

    [Fact]
    public async Task An_external_id_is_one_persons_and_finds_them()
    {
        var id = await baker.AddPersonAsync("One", "X-77");
        Assert.Equal(
            (409, "external_id_taken"),
            (await baker.PostAsync("people", new { name = "Two", external_id = "X-77" })).Brief
        );
        var two = await baker.AddPersonAsync("Two", "X-78");
        Assert.Equal(
            (409, "external_id_taken"),
            (await baker.CallAsync(HttpMethod.Put, $"people/{two}", new { name = "Two", external_id = "X-77" })).Brief
        );
        Assert.Equal([id], Ids(await baker.AskAsync("people?external_id=X-77")));
        // Another organization may use the same number, and finds its own person.
        var theirs = await town.Sailor.AddPersonAsync("Three", "X-77");
        Assert.Equal([theirs], Ids(await town.Sailor.AskAsync("people?external_id=X-77")));
    }

    [Fact]
    public async Task Pages_join_into_the_whole_list_and_filters_narrow_it()
    {
        var added = new List<Guid>();
        for (var number = 0; number < 7; number++)
        {
            added.Add(await baker.AddPersonAsync($"Paging Person {number}", $"PP-{number}"));
        }
        await baker.CallAsync(
            HttpMethod.Put,
            $"people/{added[3]}",
            new { name = "Paging Person 3", status = "inactive" }
        );

        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = await baker.AskAsync($"people?q=paging&limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            Assert.Equal(200, page.Status);
            seen.AddRange(Ids(page));
            cursor = page.Json.GetProperty("next_cursor").GetString() ?? "";
        } while (cursor.Length > 0);
        Assert.Equal(added.Order(), seen.Order());
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal([added[3]], Ids(await baker.AskAsync("people?q=paging&status=inactive")));
        Assert.Equal(6, Ids(await baker.AskAsync("people?q=paging&status=active")).Count);
    }

    [Fact]
    public async Task A_program_that_follows_changes_sees_each_one_and_erasures()
    {
        var since = (await baker.AskAsync("people?limit=1")).Json.GetProperty("since").GetString()!;
        var one = await baker.AddPersonAsync("Followed One");
        var two = await baker.AddPersonAsync("Followed Two");
        Assert.DoesNotContain(one, Ids(await baker.AskAsync($"people?since={since}")));

        town.App.Clock.Advance(TimeSpan.FromSeconds(3));
        var first = await baker.AskAsync($"people?since={since}&q=followed");
        Assert.Equal(new[] { one, two }.Order(), Ids(first).Order());
        since = first.Json.GetProperty("since").GetString()!;
        Assert.Empty(Ids(await baker.AskAsync($"people?since={since}")));

        await baker.CallAsync(HttpMethod.Put, $"people/{one}", new { name = "Followed Once More" });
        await baker.CallAsync(HttpMethod.Delete, $"people/{two}");
        town.App.Clock.Advance(TimeSpan.FromSeconds(3));
        var second = await baker.AskAsync($"people?since={since}");
        Assert.Equal(new[] { one, two }.Order(), Ids(second).Order());
        Assert.Equal(
            "erased",
            second
                .Json.GetProperty("items")
                .EnumerateArray()
                .Single(item => item.GetProperty("id").GetGuid() == two)
                .GetProperty("status")
                .GetString()
        );
    }

    [Fact]
    public async Task A_large_list_is_read_by_an_index_page_by_page()
    {
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                var plan = db
                    .People.Where(person => person.Id > Guid.Empty)
                    .OrderBy(person => person.Id)
                    .Take(50)
                    .ToQueryString();
                Assert.Contains("LIMIT", plan, StringComparison.Ordinal);
                Assert.Contains(
                    "SEARCH",
                    await PlanAsync(
                        db,
                        "SELECT Id FROM People WHERE OrganizationId = 'x' AND Id > 'y' ORDER BY Id LIMIT 50"
                    ),
                    StringComparison.Ordinal
                );
                var changed = await PlanAsync(
                    db,
                    "SELECT Id FROM People WHERE OrganizationId = 'x' AND ChangedAt > 5 ORDER BY ChangedAt, Id LIMIT 50"
                );
                Assert.Contains("IX_People_OrganizationId_ChangedAt_Id", changed, StringComparison.Ordinal);
                Assert.DoesNotContain("TEMP B-TREE", changed, StringComparison.Ordinal);
                var recorded = await PlanAsync(
                    db,
                    "SELECT Id FROM Punches WHERE OrganizationId = 'x' AND RecordedAt > 5 ORDER BY RecordedAt, Id LIMIT 50"
                );
                Assert.Contains("IX_Punches_OrganizationId_RecordedAt_Id", recorded, StringComparison.Ordinal);
            }
        );
    }

    public static TheoryData<string, string> Details =>
        new()
        {
            { """{"name":""}""", "name_missing" },
            { """{"name":"   "}""", "name_missing" },
            { $$"""{"name":"{{new string('x', 10_000)}}"}""", "name_too_long" },
            { """{"name":"a\u202eb"}""", "name_unreadable" },
            { """{"name":"a\u0000b"}""", "name_unreadable" },
            { """{"name":"a\nb"}""", "name_unreadable" },
            { """{"name":"A","email":"a@@b.example"}""", "email_invalid" },
            { """{"name":"A","email":"a@b.example\r\nBcc: c@d.example"}""", "email_invalid" },
            { $$"""{"name":"A","external_id":"{{new string('9', 65)}}"}""", "external_id_too_long" },
        };

    [Theory]
    [MemberData(nameof(Details))]
    public async Task Details_that_cannot_be_taken_are_named(string body, string reason)
    {
        var answer = await baker.PostAsync("people", body);
        Assert.Equal((400, "details_invalid"), answer.Brief);
        Assert.Equal([reason], answer.Json.GetProperty("reasons").EnumerateArray().Select(item => item.GetString()));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{{7*7}}")]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("👩‍🚀 Ada")]
    public async Task A_name_comes_back_as_the_text_it_is(string name)
    {
        var id = await baker.AddPersonAsync(name);
        Assert.Equal(name, Text(await baker.AskAsync($"people/{id}"), "name"));
    }

    public static TheoryData<string> Bodies =>
        new()
        {
            "",
            "null",
            "[]",
            "5",
            "{",
            "{\"name\":\"A\",}",
            "{\"name\":\"A\"} x",
            "{'name':'A'}",
            "{}",
            """{"name":null}""",
            """{"name":5}""",
            """{"name":["A"]}""",
            """{"Name":"A"}""",
            """{"name":"A","role":"owner"}""",
            """{"name":"A","id":"0198a5e2-6c00-7000-8000-000000000001"}""",
            """{"name":"A","organization_id":"0198a5e2-6c00-7000-8000-000000000001"}""",
            """{"name":"A","is_admin":true}""",
            """{"name":"A","name":"B"}""",
            """{"name":"A","metadata":[]}""",
            """{"name":"A","metadata":{"a":5}}""",
            """{"name":"A","metadata":{"a":null}}""",
            """{"name":"A","metadata":{"a":"1","a":"2"}}""",
            """{"name":"A","metadata":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":"1"}}}}}}}}}}}}}}}}}}""",
            "{\"name\":\"\ud800\"}",
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_not_what_the_call_takes_changes_nothing(string body)
    {
        var before = await CountAsync();
        var answer = await baker.PostAsync("people", body);
        Assert.True(answer.Status == 400 && answer.Code is "body_invalid" or "details_invalid", answer.Text);
        Assert.DoesNotContain("FaceRek.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("""{"A":"1"}""")]
    [InlineData("""{"a b":"1"}""")]
    [InlineData("""{"":"1"}""")]
    [InlineData("""{"a":"x\u0000"}""")]
    public async Task Metadata_has_plain_names_and_texts(string metadata) =>
        Assert.Equal(
            (400, "details_invalid"),
            (await baker.PostAsync("people", $$"""{"name":"A","metadata":{{metadata}}}""")).Brief
        );

    [Theory]
    [InlineData("people?limit=-1")]
    [InlineData("people?limit=0")]
    [InlineData("people?limit=1000000000")]
    [InlineData("people?limit=1e3")]
    [InlineData("people?limit=99999999999999999999")]
    [InlineData("people?page=-1")]
    [InlineData("people?sort=name;--")]
    [InlineData("people?sort=PasswordHash")]
    [InlineData("people?status=1")]
    [InlineData("people?status=Active")]
    [InlineData("people?status=active&status=inactive")]
    [InlineData("people?organization_id=1")]
    [InlineData("punches?person_id=1")]
    [InlineData("punches?from=yesterday")]
    [InlineData("punches?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")]
    [InlineData("days?from=2026-01-01&to=2026-12-31")]
    [InlineData("days?from=2026-02-30&to=2026-03-01")]
    [InlineData("days")]
    public async Task A_query_that_is_not_what_the_call_takes_is_refused(string path) =>
        Assert.Equal((400, "query_invalid"), (await baker.AskAsync(path)).Brief);

    [Theory]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("' OR 1=1")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*")]
    [InlineData("Af__________AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_invented_cursor_is_refused(string cursor)
    {
        foreach (
            var path in new[]
            {
                "people?cursor=",
                "people?since=",
                "punches?cursor=",
                "punches?since=",
                "days?from=2026-03-01&to=2026-03-02&cursor=",
            }
        )
        {
            Assert.Equal((400, "cursor_invalid"), (await baker.AskAsync(path + Uri.EscapeDataString(cursor))).Brief);
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("9223372036854775808")]
    [InlineData("%7B0198a5e2-6c00-7000-8000-000000000001%7D")]
    [InlineData("0198a5e26c0070008000000000000001")]
    [InlineData("1;drop")]
    [InlineData("%00")]
    [InlineData("1e3")]
    [InlineData("..%2f..%2fetc")]
    public async Task An_id_that_is_none_is_nobodys(string id)
    {
        var answer = await baker.AskAsync($"people/{id}");
        // The server refuses an invalid address before the application sees it.
        Assert.True(
            answer.Status is 400 or 404 && (answer.MediaType == "application/problem+json" || answer.Text.Length == 0),
            $"{answer.Status} {answer.Text}"
        );
    }

    [Fact]
    public async Task Consent_is_recorded_to_the_current_text_and_withdrawing_it_destroys_the_faces()
    {
        var id = await baker.AddPersonAsync("Consenting");
        var text = await baker.AskAsync("consent-text");
        var version = text.Json.GetProperty("version").GetInt32();
        Assert.Equal(
            (409, "consent_text_changed"),
            (
                await baker.PostAsync(
                    $"people/{id}/consents",
                    new { text_version = version + 1, statement = "Signed." }
                )
            ).Brief
        );
        Assert.Equal(
            (400, "body_invalid"),
            (await baker.PostAsync($"people/{id}/consents", new { text_version = version, statement = " " })).Brief
        );
        Assert.Equal(
            (400, "body_invalid"),
            (
                await baker.PostAsync(
                    $"people/{id}/consents",
                    new { text_version = version, statement = new string('x', 501) }
                )
            ).Brief
        );
        var given = await baker.PostAsync(
            $"people/{id}/consents",
            new { text_version = version, statement = "Signed on paper." }
        );
        Assert.Equal((201, "recorded"), (given.Status, Text(given, "way")));
        Assert.True((await baker.AskAsync($"people/{id}")).Json.GetProperty("has_consent").GetBoolean());

        var withdrawn = await baker.CallAsync(HttpMethod.Delete, $"people/{id}/consents");
        Assert.Equal((200, 0), (withdrawn.Status, withdrawn.Json.GetProperty("templates_destroyed").GetInt32()));
        var listed = (await baker.AskAsync($"people/{id}/consents")).Json.GetProperty("items");
        Assert.NotEqual(
            JsonValueKind.Null,
            Assert.Single(listed.EnumerateArray()).GetProperty("withdrawn_at").ValueKind
        );
    }

    private async Task<int> CountAsync()
    {
        var count = 0;
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => count = await db.People.Active().CountAsync()
        );
        return count;
    }

    private static async Task<string> PlanAsync(FaceRekDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(3));
        }
        return string.Join('\n', lines);
    }

    private static List<Guid> Ids(ApiCalls.Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private static string Text(ApiCalls.Answer answer, string name) => answer.Json.GetProperty(name).GetString()!;
}
