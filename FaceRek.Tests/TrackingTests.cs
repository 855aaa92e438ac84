using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.Mutation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests;

/// <summary>
/// The context does not track what it reads unless a query asks for it. A row that is changed without having been
/// tracked would be saved by no one, so each change is followed back to its query.
/// </summary>
public sealed class TrackingTests
{
    private static readonly HashSet<string> Rows =
    [
        .. typeof(FaceRekDb)
            .GetProperties()
            .Where(property =>
                property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>)
            )
            .Select(property => property.PropertyType.GenericTypeArguments[0].FullName!),
    ];

    [Fact]
    public void What_is_changed_was_read_to_be_changed()
    {
        var product = new Product(Repository.Root);
        var changes = new UntrackedChanges(
            [.. product.Files.Select(tree => (tree, product.ModelOf(tree)))],
            type => Rows.Contains(type.ToDisplayString())
        );
        var found = changes.Find();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.True(changes.Judged > 50, $"Only {changes.Judged} changes were followed to their query.");
    }

    [Theory]
    [InlineData("var row = db.Rows.Single(); row.Name = \"\";", false)]
    [InlineData("var row = db.Rows.AsTracking().Single(); row.Name = \"\";", true)]
    [InlineData("db.Rows.Single(row => row.Id == 1).Rename();", false)]
    [InlineData("db.Rows.AsTracking().Single().Rename();", true)]
    [InlineData("foreach (var row in db.Rows.ToList()) { row.RenameTwice(); }", false)]
    [InlineData("foreach (var row in db.Rows.AsTracking().ToList()) { row.RenameTwice(); }", true)]
    [InlineData("if (db.Rows.FirstOrDefault() is { } row) { (row.Id, row.Name) = (1, \"\"); }", false)]
    [InlineData("if (Found(db) is { Id: 1 } row) { row.Rename(); }", false)]
    [InlineData("if (FoundTracked(db) is { Id: 1 } row) { row.Rename(); }", true)]
    [InlineData("Change(db.Rows.Single());", false)]
    [InlineData("Change(db.Rows.AsTracking().Single());", true)]
    [InlineData("var rows = db.Rows.Where(row => row.Id > 1).ToList(); rows.ForEach(row => row.Rename());", false)]
    [InlineData("var query = db.Rows.AsTracking(); query.Single().Rename();", true)]
    [InlineData("db.Rows.Remove(db.Rows.Single());", false)]
    [InlineData("db.RemoveRange(db.Rows.AsTracking().ToList());", true)]
    [InlineData("new Row().Rename();", true)]
    [InlineData("db.Rows.Single().Read();", true)]
    public void A_change_of_a_row_that_is_not_tracked_is_found(string statements, bool isTracked)
    {
        var tree = CSharpSyntaxTree.ParseText(
            $$"""
            using System.Linq;
            using Microsoft.EntityFrameworkCore;
            class Row
            {
                public int Id { get; set; }
                public string Name { get; set; }
                public void Rename() => Name = "";
                public void RenameTwice() { Rename(); }
                public string Read() => Name;
            }
            class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
            class Desk
            {
                void Work(Db db) { {{statements}} }
                static Row Found(Db db) => db.Rows.FirstOrDefault();
                static Row FoundTracked(Db db) { return Tracked(db).FirstOrDefault(); }
                static IQueryable<Row> Tracked(Db db) => db.Rows.AsTracking();
                static void Change(Row row) { row.Name = ""; }
            }
            """
        );
        var compilation = CSharpCompilation.Create(
            "Desk",
            [tree],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path))
        );
        var found = new UntrackedChanges(
            [(tree, compilation.GetSemanticModel(tree))],
            type => type.Name == "Row"
        ).Find();
        Assert.Equal(isTracked, found.Count == 0);
    }
}
