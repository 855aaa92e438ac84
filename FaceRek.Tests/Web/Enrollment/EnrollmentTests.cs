using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Faces.Imaging;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Enrollment;

public sealed class EnrollmentTests : IAsyncLifetime
{
    private const string Own = "/bakery/me/enrol";
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient eve = null!,
        ben = null!;

    private string Admins => $"/bakery/people/{world.EvePerson.Id}/enrol";

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        (eve, ben) = (await world.ClientOfAsync(world.Eve), await world.ClientOfAsync(world.Ben));
    }

    public async ValueTask DisposeAsync()
    {
        eve.Dispose();
        ben.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_taken_before_consent_and_the_page_says_where_to_give_it()
    {
        var page = await eve.GetStringAsync(new Uri(Own, UriKind.Relative));
        Assert.Contains("Consent comes first", page, StringComparison.Ordinal);
        Assert.Contains("/bakery/me/consent", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-enrol", page, StringComparison.Ordinal);

        Assert.Equal("over", (await FrameAsync(eve, Own, Capture.Frame(Capture.EveFace, 1))).Step);
        Assert.Contains(
            "Consent is missing",
            await UploadAsync(ben, Admins, Capture.Frame(Capture.EveFace, 1)),
            StringComparison.Ordinal
        );
        Assert.Empty(await TemplatesAsync());
    }

    [Fact]
    public async Task A_person_enrols_with_frames_and_each_bad_one_gets_a_hint()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);

        Assert.Equal(
            ("hint", "No face in the picture. Look into the frame."),
            await FrameAsync(eve, Own, DrawnFaces.DrawNobody())
        );
        Assert.Equal(
            "hint",
            (await FrameAsync(eve, Own, DrawnFaces.Draw(Capture.EveFace, new DrawnScene { Scale = 0.25f }))).Step
        );
        Assert.Equal(
            "hint",
            (await FrameAsync(eve, Own, DrawnFaces.Draw(Capture.EveFace, new DrawnScene { Blur = 9 }))).Step
        );
        var several = DrawnFaces.Draw([
            (Capture.EveFace, new DrawnScene { Scale = 0.6f, Right = -0.25f }),
            (Capture.OtherFace, new DrawnScene { Scale = 0.6f, Right = 0.25f }),
        ]);
        Assert.Equal(
            ("hint", "Several people are in the picture. Only you should be."),
            await FrameAsync(eve, Own, several)
        );
        Assert.Empty(await TemplatesAsync());

        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(
                ("added", $"Good. Picture {i} is added."),
                await FrameAsync(eve, Own, Capture.Frame(Capture.EveFace, i))
            );
        }
        var rows = await TemplatesAsync();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(world.Eve.Id, row.CreatedById));
        Assert.Contains(
            "Eve Employee",
            await eve.GetStringAsync(new Uri(Own, UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Uploaded_pictures_are_answered_one_by_one()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        var page = await UploadAsync(
            ben,
            Admins,
            Capture.Frame(Capture.EveFace, 1),
            "GIF89a"u8.ToArray(),
            DrawnFaces.DrawNobody(),
            Capture.Frame(Capture.EveFace, 2)
        );
        Assert.Contains("Good. Picture 1 is added.", page, StringComparison.Ordinal);
        Assert.Contains("Use a JPEG or PNG picture.", page, StringComparison.Ordinal);
        Assert.Contains("No face in the picture.", page, StringComparison.Ordinal);
        Assert.Contains("Good. Picture 2 is added.", page, StringComparison.Ordinal);
        Assert.All(await TemplatesAsync(), row => Assert.Equal(world.Ben.Id, row.CreatedById));
    }

    /// <summary>A browser without scripts sends what the phone made.</summary>
    [Fact]
    public async Task Pictures_of_phones_are_taken_and_the_others_are_told_what_they_are()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        var page = await UploadAsync(
            ben,
            Admins,
            SentFiles.Photograph(Capture.EveFace, 1, 4032, 3024),
            SentFiles.Photograph(Capture.EveFace, 2, 8000, 6000),
            Capture.Frame(Capture.EveFace, 3)[..^2]
        );
        Assert.Contains("Good. Picture 3 is added.", page, StringComparison.Ordinal);
        foreach (var files in SentFiles.NotTaken.Chunk(5))
        {
            page = await UploadAsync(ben, Admins, [.. files.Select(file => file.File)]);
            Assert.All(files, file => Assert.Contains(file.Sentence, page, StringComparison.Ordinal));
        }
        Assert.Equal(3, (await TemplatesAsync()).Count);
    }

    [Fact]
    public async Task A_picture_of_over_one_megabyte_is_taken_here_and_only_five_at_once()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        var large = DrawnFaces.Draw(
            Capture.EveFace,
            new DrawnScene
            {
                Width = 3200,
                Height = 2400,
                Noise = 20,
            }
        );
        Assert.InRange(large.Length, 1_000_001, 8_000_000);
        Assert.DoesNotContain("larger than", await UploadAsync(ben, Admins, large), StringComparison.Ordinal);

        using var six = Capture.Form().WithFiles("pictures", Enumerable.Repeat(new byte[10], 6));
        Assert.Equal(HttpStatusCode.BadRequest, (await ben.SendAsync(Admins, Admins, six)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendLengthAsync(41_000_000)).StatusCode);
    }

    [Fact]
    public async Task A_face_of_someone_else_is_refused_and_only_an_admin_learns_whose_it_is_and_may_insist()
    {
        var twin = await AddPersonAsync("Tina Twin");
        await app.EnrolAsync(world.Bakery, twin, world.Ben, Capture.EveFace);
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        var face = Capture.Frame(Capture.EveFace, 50);

        Assert.Equal(
            ("doubt", "This face is already enrolled for someone else. Ask an admin to enrol you."),
            await FrameAsync(eve, Own, face, "because")
        );
        Assert.Equal(("doubt", "This face is already enrolled for Tina Twin."), await FrameAsync(ben, Admins, face));
        Assert.Equal("added", (await FrameAsync(ben, Admins, face, "They are twins")).Step);
        Assert.Equal("They are twins", Assert.Single(await TemplatesAsync()).OverrideReason);
    }

    [Fact]
    public async Task A_face_unlike_the_persons_own_is_refused()
    {
        await app.EnrolEveAsync(world);
        Assert.Equal("doubt", (await FrameAsync(eve, Own, Capture.Frame(Capture.OtherFace, 50))).Step);
    }

    [Fact]
    public async Task Two_faces_sent_at_once_are_not_both_the_first_of_a_person()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        await eve.FormTokenAsync(Own);
        var steps = await app.OvertakeAsync(
            world,
            () =>
                Task.WhenAll(
                    new[] { Capture.EveFace, Capture.OtherFace }.Select(face =>
                        FrameAsync(eve, Own, Capture.Frame(face, 1))
                    )
                ),
            _ => Task.CompletedTask,
            pieces: 2
        );
        Assert.Equal(["added", "doubt"], steps.Select(step => step.Step).Order(StringComparer.Ordinal));
        Assert.Single(await TemplatesAsync());
    }

    [Fact]
    public async Task One_face_sent_at_once_for_two_people_is_taken_for_one()
    {
        var twin = await AddPersonAsync("Tina Twin");
        await app.ConsentAsync(world.Bakery, twin, world.Ben);
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        await ben.FormTokenAsync(Admins);
        var steps = await app.OvertakeAsync(
            world,
            () =>
                Task.WhenAll(
                    new[] { Admins, $"/bakery/people/{twin.Id}/enrol" }.Select(page =>
                        FrameAsync(ben, page, Capture.Frame(Capture.EveFace, 1))
                    )
                ),
            _ => Task.CompletedTask,
            pieces: 2
        );
        Assert.Equal(["added", "doubt"], steps.Select(step => step.Step).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reason_is_kept_no_longer_than_the_record_holds()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        await FrameAsync(ben, Admins, Capture.Frame(Capture.EveFace, 1), new string('x', 5_000));
        Assert.Equal(300, Assert.Single(await TemplatesAsync()).OverrideReason!.Length);
    }

    [Fact]
    public async Task An_enrolled_face_can_be_deleted_and_not_across_people()
    {
        await app.EnrolEveAsync(world);
        var faces = await TemplatesAsync();
        var removed = await eve.SubmitAsync(Own, new() { ["face"] = $"{faces[0].Id}" }, $"{Own}?handler=remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(2, (await TemplatesAsync()).Count);

        var twin = await AddPersonAsync("Tina Twin");
        var elsewhere = $"/bakery/people/{twin.Id}/enrol";
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await ben.SubmitAsync(Admins, new() { ["face"] = $"{faces[1].Id}" }, $"{elsewhere}?handler=remove")
            ).StatusCode
        );
        Assert.Equal(2, (await TemplatesAsync()).Count);
    }

    [Fact]
    public async Task An_employee_enrols_no_one_else_and_another_organization_does_not_exist()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await eve.GetAsync(new Uri(Admins, UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await ben.GetAsync(new Uri($"/bakery/people/{world.HarbourPerson.Id}/enrol", UriKind.Relative))).StatusCode
        );
        using var olaf = await world.ClientOfAsync(world.Olaf);
        Assert.Equal(HttpStatusCode.NotFound, (await olaf.GetAsync(new Uri(Admins, UriKind.Relative))).StatusCode);
    }

    private static async Task<(string Step, string Sentence)> FrameAsync(
        HttpClient client,
        string page,
        byte[] frame,
        string reason = ""
    )
    {
        using var form = Capture.Form(("reason", reason)).WithFiles("frame", [frame]);
        var response = await client.SendAsync(page, $"{page}?handler=frame", form);
        response.EnsureSuccessStatusCode();
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("step").GetString()!, json.GetProperty("sentence").GetString()!);
    }

    private static async Task<string> UploadAsync(HttpClient client, string page, params byte[][] pictures)
    {
        using var form = Capture.Form().WithFiles("pictures", pictures);
        var response = await client.SendAsync(page, page, form);
        response.EnsureSuccessStatusCode();
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Declares the length of the body and reads the response before sending it.</summary>
    private async Task<HttpResponseMessage> SendLengthAsync(int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Admins)
        {
            Content = new ByteArrayContent(new byte[length]),
        };
        request.Headers.ExpectContinue = true;
        return await ben.SendAsync(request);
    }

    private async Task<Person> AddPersonAsync(string name)
    {
        var person = new Person
        {
            OrganizationId = world.Bakery.Id,
            Name = name,
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(person);
                await db.SaveChangesAsync();
            }
        );
        return person;
    }

    private Task<List<FaceTemplate>> TemplatesAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
                ((FaceRekDb)services.GetService(typeof(FaceRekDb))!)
                    .FaceTemplates.OfPerson(world.EvePerson.Id)
                    .OrderBy(row => row.CreatedAt)
                    .ToListAsync()
        );
}
