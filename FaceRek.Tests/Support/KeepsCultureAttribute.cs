using System.Globalization;
using System.Reflection;
using FaceRek.Tests.Support;
using Xunit.v3;

[assembly: KeepsCulture]

namespace FaceRek.Tests.Support;

/// <summary>A test may choose the language it needs; afterwards that of the run is restored, whatever happens.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class KeepsCultureAttribute : BeforeAfterTestAttribute
{
    private static readonly CultureInfo Run = CultureInfo.CurrentCulture,
        RunWords = CultureInfo.CurrentUICulture;

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Run, RunWords);
}
