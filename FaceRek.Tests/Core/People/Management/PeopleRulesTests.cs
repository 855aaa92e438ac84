using System.Text;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Import;

namespace FaceRek.Tests.Core.People.Management;

/// <summary>Limits of a person's details, metadata and PIN; and how an import file is read.</summary>
public sealed class PeopleRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_external_id_has_at_most_sixty_four_characters_and_each_error_is_named()
    {
        Assert.Equal(new string('7', 64), Good("Ada", $" {new string('7', 64)} ", null).ExternalId);
        Assert.Equal([DetailError.ExternalIdTooLong], Faults("Ada", new string('7', 65), null));
        Assert.Equal([DetailError.ExternalIdUnreadable], Faults("Ada", "7\u202E8", null));
        Assert.Equal(
            [DetailError.NameMissing, DetailError.ExternalIdUnreadable, DetailError.EmailInvalid],
            Faults(null, "\0", "ada")
        );
        Assert.Equal(
            ("Ada", "7", "ada@bakery.example"),
            Good(" Ada ", " 7 ", " ada@Bakery.example ") is var details
                ? (details.Name, details.ExternalId, details.Email)
                : default
        );
    }

    [Fact]
    public void A_person_is_found_by_name_number_and_address_folded_and_sorted_by_name()
    {
        var person = new Person
        {
            OrganizationId = default,
            Name = "Zoë Ñandú",
            ExternalId = "E-7",
            Email = "Zoe@bakery.example",
            CreatedAt = Now,
        };
        Assert.Equal("zoe nandu\ne-7\nzoe@bakery.example", person.SearchKey);
        person.Name = "Ada";
        person.ExternalId = null;
        person.Email = null;
        Assert.Equal("ada\n\n", person.SearchKey);
    }

    [Theory]
    [InlineData("Straẞe", "strasse")]
    [InlineData("ŁÓDŹ", "lodz")]
    [InlineData("Øre Đuro Æsir ısı", "ore duro aesir isi")]
    [InlineData("ﬁsh", "fish")]
    [InlineData("a\uFFFEb", "a b")]
    public void Folding_splits_accents_from_characters(string text, string folded) =>
        Assert.Equal(folded, Folded.Of(text));

    [Fact]
    public void Someone_leaves_once_and_comes_back_only_from_there()
    {
        var person = new Person
        {
            OrganizationId = default,
            Name = "Ada",
            CreatedAt = Now,
        };
        person.Reactivate();
        Assert.Equal((true, false, null), (person.IsActive, person.IsErased, person.DeactivatedAt));
        person.Deactivate(Now);
        person.Deactivate(Now.AddDays(1));
        Assert.Equal((PersonStatus.Inactive, Now), (person.Status, person.DeactivatedAt!.Value));
        person.Reactivate();
        Assert.Equal((PersonStatus.Active, null), (person.Status, person.DeactivatedAt));
        person.Deactivate(Now);
        person.Erase(Now.AddDays(1));
        Assert.Equal((PersonStatus.Erased, true, Now), (person.Status, person.IsErased, person.DeactivatedAt!.Value));
        person.Reactivate();
        person.Deactivate(Now.AddDays(2));
        Assert.Equal((PersonStatus.Erased, Now), (person.Status, person.DeactivatedAt!.Value));
    }

    [Fact]
    public void Of_an_erased_person_only_a_pseudonym_is_left()
    {
        var person = new Person
        {
            OrganizationId = default,
            Name = "Ada",
            ExternalId = "7",
            Email = "ada@bakery.example",
            UserId = Guid.CreateVersion7(),
            Metadata = "{}",
            PinHash = "x",
            SealedFaceKey = [1],
            CreatedAt = Now,
        };
        person.Erase(Now);
        Assert.Equal(
            ($"Erased person {person.Id.ToString("N")[^6..]}", null, null, null, null, null, null, Now),
            (
                person.Name,
                person.ExternalId,
                person.Email,
                person.UserId,
                person.Metadata,
                person.PinHash,
                person.SealedFaceKey,
                person.DeactivatedAt!.Value
            )
        );
        Assert.DoesNotContain("ada", person.SearchKey, StringComparison.Ordinal);
    }

    [Fact]
    public void A_consent_is_withdrawn_once_by_the_first_who_does()
    {
        var (consent, first) = (
            new FaceConsent
            {
                OrganizationId = default,
                PersonId = default,
                TextVersion = 1,
                TextHash = [],
                Locale = "en",
                Way = ConsentWay.Accepted,
                GivenById = default,
                GivenAt = Now,
            },
            Guid.CreateVersion7()
        );
        Assert.True(consent.IsLive);
        consent.Withdraw(Now, first);
        consent.Withdraw(Now.AddDays(1), Guid.CreateVersion7());
        Assert.Equal((false, Now, first), (consent.IsLive, consent.WithdrawnAt!.Value, consent.WithdrawnById!.Value));
    }

    [Theory]
    [InlineData("12345", false)]
    [InlineData("135246", true)]
    [InlineData("1352469870", true)]
    [InlineData("13524698701", false)]
    [InlineData("000000", false)]
    [InlineData("0000000001", true)]
    [InlineData("234567", false)]
    [InlineData("876543", false)]
    [InlineData("123457", true)]
    [InlineData("135 46", false)]
    public void A_pin_has_six_to_ten_digits_that_are_no_run(string pin, bool isAcceptable) =>
        Assert.Equal(isAcceptable, Pin.IsAcceptable(pin));

    [Fact]
    public void A_pin_is_kept_as_its_rule_says()
    {
        var parts = Pin.Hash("271828").Split('.').Select(Convert.FromBase64String).ToList();
        Assert.Equal((16, 32), (parts[0].Length, parts[1].Length));
        // PBKDF2 with SHA-512 and 210,000 rounds, as OWASP recommended in 2023.
        Assert.Equal(
            System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(
                "271828",
                parts[0],
                210_000,
                System.Security.Cryptography.HashAlgorithmName.SHA512,
                32
            ),
            parts[1]
        );
    }

    [Fact]
    public void Metadata_holds_twenty_entries_of_short_plain_names_and_texts()
    {
        Dictionary<string, string> Entries(int count, int length = 1) =>
            Enumerable.Range(0, count).ToDictionary(index => $"k{index}", _ => new string('x', length));
        Assert.True(PersonMetadata.TryWrite(Entries(20), out _));
        Assert.False(PersonMetadata.TryWrite(Entries(21), out var none));
        Assert.Null(none);
        foreach (var empty in new[] { null, Entries(0) })
        {
            Assert.True(PersonMetadata.TryWrite(empty, out var stored));
            Assert.Null(stored);
        }
        foreach (
            var (name, text, isGood) in new[]
            {
                ("a", "x", true),
                (new string('a', 40), "x", true),
                (new string('a', 41), "x", false),
                ("", "x", false),
                ("A", "x", false),
                ("a-b", "x", false),
                ("a_9", "x", true),
                ("a\n", "x", false),
                ("a", new string('x', 500), true),
                ("a", new string('x', 501), false),
                ("a", "", true),
                ("a", "a\nb", false),
                ("a", "👩", true),
                ("a", "\uD83D", false),
                ("a", "👩\uD83D", false),
            }
        )
        {
            Assert.Equal(
                (name, text, isGood),
                (name, text, PersonMetadata.TryWrite(new Dictionary<string, string> { [name] = text }, out _))
            );
        }
        Assert.False(PersonMetadata.TryWrite(new Dictionary<string, string> { ["a"] = null! }, out _));
        // Escapes make it longer than it looks: 16 texts of 500 fit as letters, but not as escaped characters.
        Assert.True(PersonMetadata.TryWrite(Entries(15, 500), out _));
        Assert.False(PersonMetadata.TryWrite(Entries(20, 500), out _));
        Assert.True(PersonMetadata.TryWrite(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }, out var json));
        Assert.Equal("""{"a":"1","b":"2"}""", json);
        Assert.Equal([("a", "1"), ("b", "2")], PersonMetadata.Read(json).Select(entry => (entry.Key, entry.Value)));
        Assert.Empty(PersonMetadata.Read(null));
    }

    [Fact]
    public void A_drawn_face_is_the_same_for_an_id_and_an_id_is_found_for_a_face()
    {
        foreach (var seed in new[] { 0, 1, 99_999 })
        {
            Assert.Equal(seed, DrawnLikeness.SeedOf(DrawnLikeness.NewIdOf(seed)));
        }
        foreach (var seed in new[] { -1, 100_000 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => DrawnLikeness.NewIdOf(seed));
        }
        Assert.NotEqual(DrawnLikeness.NewIdOf(7), DrawnLikeness.NewIdOf(7));
        Assert.InRange(DrawnLikeness.SeedOf(Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff")), 0, 99_999);
    }

    [Fact]
    public void The_first_text_says_what_is_kept_and_only_that()
    {
        var (with, without) = (
            DefaultConsentText.Body("Baker & Daughters", keepsCrops: true),
            DefaultConsentText.Body("Baker & Daughters", keepsCrops: false)
        );
        Assert.All(
            [with, without],
            text =>
                Assert.StartsWith("Baker & Daughters would like to recognise your face", text, StringComparison.Ordinal)
        );
        Assert.Contains(
            "The part of each picture that shows your face is kept too, encrypted",
            with,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("The pictures themselves are not kept.", with, StringComparison.Ordinal);
        Assert.Contains("The pictures themselves are not kept.", without, StringComparison.Ordinal);
        Assert.InRange(with.Length, 500, ConsentText.MaxBodyLength);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠1", "'＠1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'t Hart", "'t Hart")]
    [InlineData("1=1", "1=1")]
    [InlineData("", "")]
    public void A_cell_that_begins_like_a_formula_is_guarded_and_the_guard_comes_off(string cell, string guarded)
    {
        Assert.Equal(guarded, FormulaGuard.Guarded(cell));
        Assert.Equal(cell, FormulaGuard.Unguarded(guarded));
    }

    [Theory]
    [InlineData("name", "name")]
    [InlineData("Full name", "name")]
    [InlineData("Display Name", "name")]
    [InlineData("Employee", "name")]
    [InlineData("Employee name", "name")]
    [InlineData("PERSON", "name")]
    [InlineData("person-name", "name")]
    [InlineData("External id", "id")]
    [InlineData("ID", "id")]
    [InlineData("employee_id", "id")]
    [InlineData("Employee number", "id")]
    [InlineData("Employee No.", "id")]
    [InlineData("Number", "id")]
    [InlineData("Personnel number", "id")]
    [InlineData("Staff ID", "id")]
    [InlineData("Staff number", "id")]
    [InlineData("Person ID", "id")]
    [InlineData("Badge", "id")]
    [InlineData("Badge number", "id")]
    [InlineData("E-mail", "email")]
    [InlineData("Mail", "email")]
    [InlineData("Email address", "email")]
    [InlineData("Work email", "email")]
    [InlineData("Status", "status")]
    [InlineData("Site", "site")]
    [InlineData("Location", "site")]
    [InlineData("Workplace", "site")]
    [InlineData("Branch", "site")]
    [InlineData("Office", "site")]
    [InlineData("Department", "department")]
    [InlineData("Team", "department")]
    [InlineData("Unit", "department")]
    [InlineData("Org unit", "department")]
    [InlineData("Shoe size", null)]
    public void A_column_is_known_by_the_words_that_products_use(string header, string? column)
    {
        var line = Assert.Single(Lines(column == "name" ? $"{header}\nx\n" : $"Given name,{header}\nAda, x \n"));
        Assert.Equal(column == "name" ? "x" : "Ada ", line.Name);
        Assert.Equal(
            new[] { "id", "email", "status", "site", "department" }.Select(one => one == column ? "x" : ""),
            [line.ExternalId, line.Email, line.Status, line.Site, line.Department]
        );
    }

    [Theory]
    [InlineData("First name", "Ada ")]
    [InlineData("Forename", "Ada ")]
    [InlineData("Given name", "Ada ")]
    [InlineData("Last name", " Ada")]
    [InlineData("Surname", " Ada")]
    [InlineData("Family name", " Ada")]
    public void A_name_may_stand_in_parts(string header, string name) =>
        Assert.Equal(name, Assert.Single(Lines($"{header}\nAda\n")).Name);

    [Fact]
    public void The_whole_name_goes_before_its_parts_and_a_short_line_has_empty_cells()
    {
        Assert.Equal("Ada Baker", Assert.Single(Lines("First,First name,Name\nx,y,Ada Baker\n")).Name);
        Assert.Equal(
            ("Ada", "", ""),
            Lines("Name,Id,Mail\nAda\n")[0] is var line ? (line.Name, line.ExternalId, line.Email) : default
        );
        Assert.Equal("=1", Lines("Name\n '=1 \n")[0].Name);
    }

    [Fact]
    public void A_file_may_have_a_million_bytes_and_is_text()
    {
        var bytes = Encoding.UTF8.GetBytes("Name\nAda\n");
        var padded = (byte[])[.. bytes, .. Enumerable.Repeat((byte)'\n', 1_000_000 - bytes.Length)];
        Assert.IsType<SheetReading.Lines>(PeopleSheetReader.Read(padded));
        Assert.Equal(
            SheetError.TooLarge,
            Assert.IsType<SheetReading.Refused>(PeopleSheetReader.Read([.. padded, (byte)'\n'])).Error
        );
        Assert.Equal(
            SheetError.NotText,
            Assert.IsType<SheetReading.Refused>(PeopleSheetReader.Read("%PDF-1.7\nName\nAda"u8)).Error
        );
        Assert.Equal(
            new SheetReading.Refused(SheetError.ColumnTwice, 2),
            PeopleSheetReader.Read("\nName,Full name\nAda,Ada\n"u8)
        );
        Assert.Equal(new SheetReading.Refused(SheetError.NoNameColumn, 1), PeopleSheetReader.Read("Id\n7\n"u8));
    }

    [Fact]
    public void A_file_that_is_written_has_a_mark_its_columns_and_every_cell_quoted()
    {
        var file = PeopleSheetWriter.Write([
            new PersonRow("Ada", "7", "ada@bakery.example", true, "Mill", "Shop"),
            new PersonRow("Ben", null, null, false),
        ]);
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal(
            [
                "\"Name\",\"External id\",\"E-mail\",\"Status\",\"Site\",\"Department\"",
                "\"Ada\",\"7\",\"ada@bakery.example\",\"active\",\"Mill\",\"Shop\"",
                "\"Ben\",\"\",\"\",\"inactive\",\"\",\"\"",
                "",
            ],
            Encoding.UTF8.GetString(file[3..]).Split("\r\n")
        );
    }

    private static IReadOnlyList<SheetLine> Lines(string text) =>
        Assert.IsType<SheetReading.Lines>(PeopleSheetReader.Read(Encoding.UTF8.GetBytes(text))).All;

    private static PersonDetails Good(string? name, string? id, string? email) =>
        Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read(name, id, email)).Details;

    private static IReadOnlyList<DetailError> Faults(string? name, string? id, string? email) =>
        Assert.IsType<PersonDetailsReading.Bad>(PersonDetails.Read(name, id, email)).Errors;
}
