namespace FaceRek.Tests;

public sealed class SolutionTests
{
    [Fact]
    public void A_model_is_written_name_slash_version() => Assert.Equal("classic/1", FaceRek.Core.Faces.ModelId.Classic.ToString());
}
