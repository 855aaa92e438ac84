using System.Reflection;
using Xunit.v3;

namespace FaceRek.Tests.Support;

/// <summary>
/// On a test class: its applications run on PostgreSQL, each with a database of its own. <c>-trait
/// "Store=PostgreSQL"</c> runs these classes alone.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnPostgresAttribute : BeforeAfterTestAttribute, ITraitAttribute
{
    private const string Store = "Store",
        Postgres = "PostgreSQL";

    /// <summary>
    /// True in the fixtures and the tests of such a class. Where no PostgreSQL is installed the fixtures start on a
    /// file, because a fixture cannot skip, and the tests are skipped.
    /// </summary>
    public static bool IsOnThisClass =>
        TestContext.Current.TestClass is { } tests
        && tests.Traits.TryGetValue(Store, out var stores)
        && stores.Contains(Postgres);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Store, Postgres)];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => PostgresServer.SkipWhereAbsent();
}
