using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// Photometric normalisation after Tan and Triggs, IEEE TIP 19(6), 2010: gamma 0.2, difference of Gaussians with sigma
/// 1 and 2. Their last step, contrast equalisation, is left out: it does not change the order of pixels, and local
/// binary patterns only use the order.
/// </summary>
internal static class IlluminationFilter
{
    private const double Gamma = 0.2,
        InnerSigma = 1,
        OuterSigma = 2;

    /// <param name="grey">8 bits.</param>
    /// <returns>Row by row, as wide as <paramref name="grey"/>.</returns>
    public static float[] Apply(Mat grey)
    {
        using var light = new Mat();
        using var inner = new Mat();
        using var outer = new Mat();
        grey.ConvertTo(light, MatType.CV_32FC1, 1 / 255.0, 1 / 255.0);
        Cv2.Pow(light, Gamma, light);
        Cv2.GaussianBlur(light, inner, new Size(), InnerSigma, borderType: BorderTypes.Replicate);
        Cv2.GaussianBlur(light, outer, new Size(), OuterSigma, borderType: BorderTypes.Replicate);
        Cv2.Subtract(inner, outer, inner);
        inner.GetArray(out float[] values);
        return values;
    }
}
