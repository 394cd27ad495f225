import { testInDocumentedDemo } from "../support/demo-world";
import { describeSteps } from "../support/step-table";

describeSteps(testInDocumentedDemo, { profile: "documented", signs: false, hasOperator: true });
