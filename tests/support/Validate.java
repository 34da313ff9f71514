import java.io.File;
import net.sf.okapi.lib.xliff2.reader.XLIFFReader;

/** Prints, for each file that is no valid XLIFF 2, its name, a tab and why. */
public class Validate {
    public static void main(String[] names) {
        for (String name : names) {
            try {
                XLIFFReader.validate(new File(name));
            } catch (RuntimeException error) {
                System.out.println(name + "\t" + String.valueOf(error.getMessage()).replace("\n", " "));
            }
        }
    }
}
